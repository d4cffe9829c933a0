package io.camelwamp.router;

import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The session meta procedures (spec: advanced/meta_api_sessions.md). */
final class SessionProcedures {
    private static final Set<String> IDENTITY = Set.of("session", "authid", "authrole", "authmethod", "authprovider");

    /** How much the details that {@code modify_details} sets may weigh for one session. */
    private static final int MAX_DETAILS_OCTETS = 64 * 1024;

    private final Map<Long, RouterSession> sessions;
    private final Counters counters;
    private final MetaAccess offered;

    SessionProcedures(Map<Long, RouterSession> sessions, Counters counters, MetaAccess offered) {
        this.sessions = sessions;
        this.counters = counters;
        this.offered = offered;
    }

    void addTo(MetaApi api) {
        api.add(
                MetaAccess.READ,
                "wamp.session.count",
                (caller, arguments) -> MetaApi.result((long) matching(arguments).size()));
        api.add(MetaAccess.READ, "wamp.session.list", (caller, arguments) -> MetaApi.result(ids(matching(arguments))));
        api.add(
                MetaAccess.READ,
                "wamp.session.get",
                (caller, arguments) -> MetaApi.result(
                        session(sessions, arguments.id(0, "session")).description()));
        api.add(MetaAccess.READ, "wamp.session.modify_details", this::modifyDetails);
        api.add(MetaAccess.ALL, "wamp.session.kill", this::kill);
        api.add(MetaAccess.ALL, "wamp.session.kill_by_authid", this::killByAuthid);
        api.add(MetaAccess.ALL, "wamp.session.kill_by_authrole", this::killByAuthrole);
        api.add(MetaAccess.ALL, "wamp.session.kill_all", this::killAll);
    }

    /**
     * The session with an id.
     *
     * @throws WampException {@code wamp.error.no_such_session}
     */
    static RouterSession session(Map<Long, RouterSession> sessions, long id) {
        RouterSession session = sessions.get(id);
        if (session == null) {
            throw new WampException(Uris.NO_SUCH_SESSION, "There is no session " + id + " in this realm");
        }
        return session;
    }

    private List<RouterSession> matching(MetaArguments arguments) {
        Set<String> roles = arguments.texts(0, "filter_authroles");
        return sessions.values().stream()
                .filter(session -> roles == null || roles.contains(session.authrole()))
                .toList();
    }

    private static List<Object> ids(List<RouterSession> sessions) {
        return sessions.stream().map(session -> (Object) session.id()).toList();
    }

    private Payload modifyDetails(RouterSession caller, MetaArguments arguments) {
        RouterSession session = session(sessions, arguments.id(0, "session"));
        if (session != caller && offered != MetaAccess.ALL) {
            throw new WampException(Uris.NOT_AUTHORIZED, "This realm lets a session change its own details only");
        }
        Map<String, Object> changed = new LinkedHashMap<>(session.details());
        arguments.dict(1, "details").forEach((key, value) -> {
            if (IDENTITY.contains(key)) {
                throw new WampException(Uris.INVALID_ARGUMENT, "details." + key + " cannot be changed");
            }
            if (value == null) {
                changed.remove(key);
            } else {
                changed.put(key, value);
            }
        });
        if (Payload.ofDecoded(List.of(), changed).weight() > MAX_DETAILS_OCTETS) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT, "The details of a session may take " + MAX_DETAILS_OCTETS + " octets");
        }
        session.details().clear();
        session.details().putAll(changed);
        return Payload.EMPTY;
    }

    private Payload kill(RouterSession caller, MetaArguments arguments) {
        RouterSession victim = session(sessions, arguments.id(0, "session"));
        if (victim == caller) {
            throw new WampException(
                    Uris.NO_SUCH_SESSION, "There is no other session " + victim.id() + " in this realm");
        }
        expel(List.of(victim), arguments, false);
        return Payload.EMPTY;
    }

    private Payload killByAuthid(RouterSession caller, MetaArguments arguments) {
        String authid = arguments.text(0, "authid");
        List<RouterSession> victims = others(caller, session -> session.authid().equals(authid));
        expel(victims, arguments, false);
        return MetaApi.result(ids(victims));
    }

    private Payload killByAuthrole(RouterSession caller, MetaArguments arguments) {
        String authrole = arguments.text(0, "authrole");
        List<RouterSession> victims =
                others(caller, session -> session.authrole().equals(authrole));
        expel(victims, arguments, false);
        return MetaApi.result((long) victims.size());
    }

    private Payload killAll(RouterSession caller, MetaArguments arguments) {
        List<RouterSession> victims = others(caller, session -> true);
        expel(victims, arguments, true);
        return MetaApi.result((long) victims.size());
    }

    private List<RouterSession> others(RouterSession caller, Predicate<RouterSession> which) {
        return sessions.values().stream()
                .filter(session -> session != caller && which.test(session))
                .toList();
    }

    private void expel(List<RouterSession> victims, MetaArguments arguments, boolean quietly) {
        String reason = arguments.uri("reason");
        String message = arguments.text("message");
        CloseDetails details = message == null ? CloseDetails.NONE : CloseDetails.of(Map.of("message", message));
        for (RouterSession victim : victims) {
            counters.killed++;
            victim.expel(reason == null ? Uris.KILLED : reason, details, quietly);
        }
    }
}
