package io.camelwamp.router;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.permission.Action;
import io.camelwamp.router.permission.Permission;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The procedures that a realm itself answers: all whose names begin with {@code wamp.} (spec:
 * advanced/meta_api_*.md, pubsub_testament.md, pubsub_event_history.md).
 */
final class MetaApi {
    /** What a call needs permission for besides the call itself. */
    record Demand(Action action, String uri, MatchPolicy match) {}

    private record Entry(MetaAccess needed, MetaProcedure procedure) {}

    private final MetaAccess offered;
    private final Counters counters;
    private final Map<String, Entry> procedures = new HashMap<>();
    private final TestamentProcedures testaments;
    private final Subscriptions subscriptions;

    MetaApi(
            RealmConfig config,
            RouterContext context,
            Map<Long, RouterSession> sessions,
            Subscriptions subscriptions,
            Registrations registrations,
            Broker broker) {
        this.offered = config.metaAccess();
        this.counters = context.counters();
        this.subscriptions = subscriptions;
        this.testaments = new TestamentProcedures(config, broker);
        add(MetaAccess.NONE, "wamp.session.flush_testaments", testaments::flush);
        new SessionProcedures(sessions, context.counters(), offered).addTo(this);
        new RegistrationProcedures(registrations, sessions).addTo(this);
        new SubscriptionProcedures(subscriptions, sessions).addTo(this);
    }

    /** Adds a procedure. */
    void add(MetaAccess needed, String name, MetaProcedure procedure) {
        procedures.put(name, new Entry(needed, procedure));
    }

    /**
     * What a call needs permission for besides the call itself: a testament is a publication, and
     * only who may subscribe may read a history. Null for nothing.
     */
    Demand demandOf(Call call) {
        Object first = firstArgument(call);
        if (call.procedure().equals(TestamentProcedures.ADD)) {
            return first instanceof String topic ? new Demand(Action.PUBLISH, topic, MatchPolicy.EXACT) : null;
        }
        if (call.procedure().equals(SubscriptionProcedures.GET_EVENTS)) {
            Subscription subscription = first instanceof Number id ? subscriptions.get(id.longValue()) : null;
            return subscription == null
                    ? null
                    : new Demand(Action.SUBSCRIBE, subscription.topic(), subscription.match());
        }
        return null;
    }

    private static Object firstArgument(Call call) {
        return call.payload().args().isEmpty() ? null : call.payload().args().get(0);
    }

    /** Answers a call of a procedure whose name is the protocol's. */
    void call(RouterSession caller, Call message, Permission permission) {
        if (message.options().progress()) {
            Dealer.refuse(
                    caller,
                    message,
                    Uris.FEATURE_NOT_SUPPORTED,
                    "'" + message.procedure() + "' does not take arguments in portions");
            return;
        }
        try {
            Payload result = answer(caller, message, permission);
            counters.calls++;
            caller.trySend(new Result(message.request(), ResultDetails.NONE, result));
        } catch (WampException.ProtocolViolation e) {
            throw e;
        } catch (WampException e) {
            Dealer.refuse(caller, message, e.uri(), String.valueOf(e.args().get(0)));
        }
    }

    private Payload answer(RouterSession caller, Call message, Permission permission) {
        String name = message.procedure();
        MetaArguments arguments = new MetaArguments(message.payload());
        if (name.equals(TestamentProcedures.ADD)) {
            return testaments.add(caller, arguments, permission);
        }
        Entry entry = procedures.get(name);
        if (entry == null || offered == MetaAccess.NONE && entry.needed() != MetaAccess.NONE) {
            throw new WampException(Uris.NO_SUCH_PROCEDURE, "There is no procedure '" + name + "' in this realm");
        }
        if (entry.needed().compareTo(offered) > 0) {
            throw new WampException(Uris.NOT_AUTHORIZED, "This realm does not let sessions call '" + name + "'");
        }
        return entry.procedure().call(caller, arguments);
    }

    static Payload result(Object... values) {
        return Payload.ofDecoded(Arrays.asList(values), Map.of());
    }
}
