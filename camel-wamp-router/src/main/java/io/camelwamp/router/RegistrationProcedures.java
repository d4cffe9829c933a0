package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The registration meta procedures (spec: advanced/meta_api_registrations.md). */
final class RegistrationProcedures {
    private final Registrations registrations;
    private final Map<Long, RouterSession> sessions;

    RegistrationProcedures(Registrations registrations, Map<Long, RouterSession> sessions) {
        this.registrations = registrations;
        this.sessions = sessions;
    }

    void addTo(MetaApi api) {
        api.add(MetaAccess.READ, "wamp.registration.list", (caller, arguments) -> MetaApi.result(list()));
        api.add(
                MetaAccess.READ,
                "wamp.registration.lookup",
                (caller, arguments) -> MetaApi.result(
                        idOf(registrations.get(arguments.match(1, "options"), arguments.text(0, "procedure")))));
        api.add(
                MetaAccess.READ,
                "wamp.registration.match",
                (caller, arguments) -> MetaApi.result(idOf(registrations.bestMatch(arguments.text(0, "procedure")))));
        api.add(
                MetaAccess.READ,
                "wamp.registration.get",
                (caller, arguments) -> MetaApi.result(Registrations.describe(registration(arguments))));
        api.add(
                MetaAccess.READ,
                "wamp.registration.list_callees",
                (caller, arguments) -> MetaApi.result(callees(registration(arguments))));
        api.add(
                MetaAccess.READ,
                "wamp.registration.count_callees",
                (caller, arguments) ->
                        MetaApi.result((long) registration(arguments).callees().size()));
        api.add(MetaAccess.ALL, "wamp.registration.remove_callee", this::removeCallee);
    }

    private Map<String, Object> list() {
        Map<String, Object> lists = new LinkedHashMap<>();
        for (MatchPolicy match : MatchPolicy.values()) {
            lists.put(
                    match.wireName(),
                    registrations.all().stream()
                            .filter(registration -> registration.match() == match)
                            .map(Registration::id)
                            .toList());
        }
        return lists;
    }

    private static Long idOf(Registration registration) {
        return registration == null ? null : (Long) registration.id();
    }

    private static List<Long> callees(Registration registration) {
        return registration.callees().stream()
                .map(callee -> callee.session().id())
                .toList();
    }

    private Registration registration(MetaArguments arguments) {
        long id = arguments.id(0, "registration");
        Registration registration = registrations.get(id);
        if (registration == null) {
            throw new WampException(Uris.NO_SUCH_REGISTRATION, "There is no registration " + id + " in this realm");
        }
        return registration;
    }

    private Payload removeCallee(RouterSession caller, MetaArguments arguments) {
        Registration registration = registration(arguments);
        RouterSession callee = SessionProcedures.session(sessions, arguments.id(1, "session"));
        if (!registrations.revoke(registration, callee, arguments.uri("reason"))) {
            throw new WampException(
                    Uris.NO_SUCH_REGISTRATION,
                    "Session " + callee.id() + " does not hold the registration " + registration.id());
        }
        return Payload.EMPTY;
    }
}
