package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Uris;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who answers which calls in one realm (spec: basic/remote_procedure_call.md,
 * advanced/rpc_pattern_based_registration.md, rpc_shared_registration.md,
 * rpc_registration_revocation.md).
 */
final class Registrations {
    /** Why a callee loses a registration to {@code force_reregister}, as other routers say it. */
    static final String REGISTERED_ANEW = "wamp.error.unregistered";

    private final UriCheck uris;
    private final Disclosure disclosure;
    private final MetaAccess metaAccess;
    private final SessionLimits limits;
    private final RouterIds ids;
    private final Counters counters;
    private final InstantSource clock;
    private final MetaEvents events;
    private final PatternTable<Registration> table = new PatternTable<>();
    private final Map<Long, Registration> byId = new LinkedHashMap<>();

    /** For those who wait for a procedure; never more than the procedures that the application asks for. */
    private final Map<String, CompletableFuture<Void>> awaited = new HashMap<>();

    Registrations(RealmConfig realm, RouterContext context, MetaEvents events) {
        this.uris = new UriCheck(realm);
        this.disclosure = realm.disclosure();
        this.metaAccess = realm.metaAccess();
        this.limits = context.limits();
        this.ids = context.ids();
        this.counters = context.counters();
        this.clock = context.clock();
        this.events = events;
    }

    void register(RouterSession session, Register message) {
        MatchPolicy match = message.options().match();
        InvocationPolicy policy = InvocationPolicy.of(message.options().invoke());
        Callee callee = new Callee(session, message.options());
        String objection = uris.objectionToOffer(message.procedure(), match);
        if (objection != null) {
            refuse(session, message, Uris.INVALID_URI, objection);
            return;
        }
        if (callee.discloseCaller() && disclosure == Disclosure.NEVER) {
            refuse(session, message, Uris.OPTION_NOT_ALLOWED, "This realm never discloses callers");
            return;
        }
        Registration existing = table.get(match, message.procedure());
        boolean force = existing != null && message.options().flag("force_reregister", false);
        boolean held = existing != null && session.registrations().containsKey(existing.id());
        if (!(force && held) && session.registrations().size() >= limits.registrations()) {
            refuse(
                    session,
                    message,
                    Uris.NOT_AUTHORIZED,
                    "A session may hold at most " + limits.registrations() + " registrations");
        } else if (force && !mayTakeOver(session, existing)) {
            refuse(
                    session,
                    message,
                    Uris.NOT_AUTHORIZED,
                    "force_reregister would take '" + message.procedure()
                            + "' from a callee with another authid, which this realm does not allow");
        } else if (existing != null && !force && !canJoin(existing, policy, held)) {
            refuse(session, message, Uris.PROCEDURE_ALREADY_EXISTS, describeConflict(existing, held));
        } else {
            if (force) {
                List.copyOf(existing.callees()).forEach(other -> revoke(existing, other.session(), REGISTERED_ANEW));
            }
            enter(callee, message, match, policy);
        }
    }

    /** Whether all callees are the same principal, or the realm lets sessions take from others. */
    private boolean mayTakeOver(RouterSession session, Registration existing) {
        return metaAccess == MetaAccess.ALL
                || existing.callees().stream()
                        .allMatch(callee -> callee.session().authid().equals(session.authid()));
    }

    private static boolean canJoin(Registration registration, InvocationPolicy policy, boolean held) {
        return policy == registration.policy() && policy != InvocationPolicy.SINGLE && !held;
    }

    private static String describeConflict(Registration registration, boolean held) {
        String who = held
                ? "by this session"
                : "with invoke=" + registration.policy().wireName();
        return "'" + registration.procedure() + "' is already registered " + who;
    }

    private static void refuse(RouterSession session, Register message, String uri, String text) {
        session.refuse(MessageType.REGISTER, message.request(), uri, text);
    }

    private void enter(Callee callee, Register message, MatchPolicy match, InvocationPolicy policy) {
        RouterSession session = callee.session();
        Registration registration = table.get(match, message.procedure());
        boolean isNew = registration == null;
        if (isNew) {
            registration =
                    new Registration(ids.nextRegistration(), message.procedure(), match, policy, clock.instant());
            table.add(match, message.procedure(), registration);
            byId.put(registration.id(), registration);
        }
        registration.add(callee);
        session.registrations().put(registration.id(), registration);
        session.send(new Registered(message.request(), registration.id()));
        if (isNew && events.hasListeners()) {
            events.registrationCreated(session, describe(registration));
        }
        events.registered(session, registration);
        if (match == MatchPolicy.EXACT && awaited.containsKey(message.procedure())) {
            awaited.remove(message.procedure()).complete(null);
        }
    }

    /** Completes when a procedure is registered by exactly its name, which it may be already. */
    CompletionStage<Void> whenRegistered(String procedure) {
        return table.get(MatchPolicy.EXACT, procedure) != null
                ? CompletableFuture.completedStage(null)
                : awaited.computeIfAbsent(procedure, absent -> new CompletableFuture<>());
    }

    /** Lets nobody wait any more, as nothing will be registered. */
    void failAwaited(RuntimeException why) {
        awaited.values().forEach(waiting -> waiting.completeExceptionally(why));
        awaited.clear();
    }

    void unregister(RouterSession session, Unregister message) {
        Registration registration = session.registrations().remove(message.registration());
        if (registration == null) {
            session.refuse(
                    MessageType.UNREGISTER,
                    message.request(),
                    Uris.NO_SUCH_REGISTRATION,
                    "This session does not hold the registration " + message.registration());
            return;
        }
        registration.remove(session);
        session.send(new Unregistered(message.request(), RevocationDetails.NONE));
        released(session, registration);
    }

    /**
     * Takes a registration away from a session, which is told so if it can be; calls that it has
     * begun to answer go on.
     *
     * @param reason why, for the callee; a URI, or null for nothing
     * @return false if the session does not hold it
     */
    boolean revoke(Registration registration, RouterSession session, String reason) {
        if (session.registrations().remove(registration.id()) == null) {
            return false;
        }
        registration.remove(session);
        counters.revoked++;
        if (session.features().has(PeerFeature.REGISTRATION_REVOCATION)) {
            RevocationDetails details = RevocationDetails.of(Map.of("registration", registration.id()));
            session.send(new Unregistered(0, reason == null ? details : details.with("reason", reason)));
        }
        released(session, registration);
        return true;
    }

    void leave(RouterSession session) {
        session.registrations().values().forEach(held -> {
            held.remove(session);
            released(session, held);
        });
        session.registrations().clear();
    }

    private void released(RouterSession session, Registration registration) {
        events.unregistered(session, registration);
        if (registration.isEmpty()) {
            table.remove(registration.match(), registration.procedure());
            byId.remove(registration.id());
            events.registrationDeleted(session, registration);
        }
    }

    // --- what there is

    /** The registration that a call of a procedure goes to, or null. */
    Registration bestMatch(String procedure) {
        // A pattern must not catch calls that are meant for the protocol's own procedures.
        return Uris.isReserved(procedure) ? null : table.bestMatch(procedure);
    }

    /** The registration of exactly this pair, or null. */
    Registration get(MatchPolicy match, String procedure) {
        return table.get(match, procedure);
    }

    /** The registration with an id, or null. */
    Registration get(long id) {
        return byId.get(id);
    }

    Collection<Registration> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    static Map<String, Object> describe(Registration registration) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("id", registration.id());
        description.put("created", Timestamps.format(registration.created()));
        description.put("uri", registration.procedure());
        description.put("match", registration.match().wireName());
        description.put("invoke", registration.policy().wireName());
        return description;
    }

    /** How many registrations there are, however many callees share each. */
    int size() {
        return table.size();
    }

    /** Whether nothing is left of all registrations. */
    boolean isEmpty() {
        return table.isEmpty() && byId.isEmpty();
    }
}
