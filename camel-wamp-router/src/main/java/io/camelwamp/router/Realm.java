package io.camelwamp.router;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.transport.EventLoop;
import java.util.HashMap;
import java.util.Map;

/** One routing domain: its sessions see each other's topics and procedures and nobody else's. */
final class Realm {
    private final String name;
    private final RealmConfig config;
    private final Map<String, Object> announcement;
    private final Counters counters;
    private final Map<Long, RouterSession> sessions = new HashMap<>();
    private final Broker broker;
    private final Dealer dealer;

    Realm(String name, RealmConfig config, SessionLimits limits, RouterIds ids, Counters counters, EventLoop loop) {
        this.name = name;
        this.config = config;
        this.announcement = Announcement.roles(config);
        this.counters = counters;
        this.broker = new Broker(config, limits, ids, counters, sessions);
        this.dealer = new Dealer(config, limits, ids, counters, loop);
    }

    String name() {
        return name;
    }

    RealmConfig config() {
        return config;
    }

    /** The {@code roles} dictionary of WELCOME. */
    Map<String, Object> announcement() {
        return announcement;
    }

    void join(RouterSession session) {
        sessions.put(session.id(), session);
        counters.sessions++;
        counters.joined++;
    }

    /** Ends a session: nothing of it is left in any table, and nothing is sent to it any more. */
    void leave(RouterSession session) {
        sessions.remove(session.id());
        counters.sessions--;
        session.close();
        broker.leave(session);
        dealer.leave(session);
    }

    /**
     * Handles a message of a joined session.
     *
     * @throws WampException.ProtocolViolation if the session may not send this
     */
    void handle(RouterSession session, Message message) {
        switch (message.type()) {
            case PUBLISH -> {
                Publish publish = (Publish) message;
                session.takeRequest(message.type(), publish.request());
                broker.publish(session, publish);
            }
            case SUBSCRIBE -> {
                Subscribe subscribe = (Subscribe) message;
                session.takeRequest(message.type(), subscribe.request());
                broker.subscribe(session, subscribe);
            }
            case UNSUBSCRIBE -> {
                Unsubscribe unsubscribe = (Unsubscribe) message;
                session.takeRequest(message.type(), unsubscribe.request());
                broker.unsubscribe(session, unsubscribe);
            }
            case CALL -> {
                Call call = (Call) message;
                session.takeRequest(message.type(), call.request());
                dealer.call(session, call);
            }
            case REGISTER -> {
                Register register = (Register) message;
                session.takeRequest(message.type(), register.request());
                dealer.register(session, register);
            }
            case UNREGISTER -> {
                Unregister unregister = (Unregister) message;
                session.takeRequest(message.type(), unregister.request());
                dealer.unregister(session, unregister);
            }
            case CANCEL -> dealer.cancel(session, (Cancel) message);
            case YIELD -> dealer.yielded(session, (Yield) message);
            case ERROR -> dealer.failed(session, (ErrorMessage) message);
            case HELLO,
                    WELCOME,
                    ABORT,
                    CHALLENGE,
                    AUTHENTICATE,
                    GOODBYE,
                    PUBLISHED,
                    SUBSCRIBED,
                    UNSUBSCRIBED,
                    EVENT,
                    RESULT,
                    REGISTERED,
                    UNREGISTERED,
                    INVOCATION,
                    INTERRUPT ->
                throw new WampException.ProtocolViolation(
                        message.type() + " is not a message for a router with this session");
        }
    }

    boolean hasSessions() {
        return !sessions.isEmpty();
    }

    int subscriptions() {
        return broker.size();
    }

    int registrations() {
        return dealer.size();
    }

    /** Whether no structure is left behind by sessions that were here. */
    boolean isEmpty() {
        return sessions.isEmpty() && broker.isEmpty() && dealer.isEmpty();
    }
}
