package io.camelwamp.session;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Subscribed;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The subscriptions of one connection: sends SUBSCRIBE and UNSUBSCRIBE, and finds the handlers of
 * an EVENT.
 */
final class Subscriptions extends Holdings<Subscription> {
    private final Consumer<Subscription> onFull;
    private final SessionCounters counters;

    Subscriptions(PendingRequests pending, Outcome outcome, Consumer<Subscription> onFull, SessionCounters counters) {
        super(pending, outcome);
        this.onFull = onFull;
        this.counters = counters;
    }

    /** Hands an event to every handler of its subscription. */
    void event(Event event) {
        List<Subscription> holders = holders(event.subscription());
        if (holders.isEmpty()) {
            // Legal: it crossed our UNSUBSCRIBE, and some routers deliver even after UNSUBSCRIBED.
            counters.orphanedEvents.increment();
            SessionLog.LOG.debug("An event of the unknown subscription {} was dropped", event.subscription());
            return;
        }
        counters.events.increment();
        for (int i = 0; i < holders.size(); i++) {
            Subscription holder = holders.get(i);
            String topic = event.details().topic();
            int lost = holder.deliver(new ReceivedEvent(
                    topic != null ? topic : holder.uri(), event.publication(), event.details(), event.payload()));
            if (lost > 0) {
                counters.lostEvents.add(lost);
            }
            if (holder.wantsPause()) {
                onFull.accept(holder);
            }
        }
    }

    @Override
    MessageType acquiring() {
        return MessageType.SUBSCRIBE;
    }

    @Override
    Message acquire(long requestId, Subscription subscription) {
        return new Subscribe(requestId, subscription.options(), subscription.uri());
    }

    @Override
    boolean isExclusive() {
        return false;
    }

    @Override
    long heldId(Message reply) {
        return ((Subscribed) reply).subscription();
    }

    @Override
    MessageType releasing() {
        return MessageType.UNSUBSCRIBE;
    }

    @Override
    Message release(long requestId, long id) {
        return new Unsubscribe(requestId, id);
    }

    @Override
    WampException explained(Subscription subscription, WampException refusal, boolean held) {
        return refusal;
    }

    @Override
    WampException revoked(Subscription subscription, String reason) {
        return new WampException(
                reason != null ? reason : "wamp.subscription.revoked",
                "The router took the subscription of " + subscription.uri() + " away");
    }
}
