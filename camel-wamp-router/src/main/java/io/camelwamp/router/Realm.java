package io.camelwamp.router;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Subscribe;
import io.camelwamp.protocol.Unregister;
import io.camelwamp.protocol.Unsubscribe;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.router.permission.AccessRequest;
import io.camelwamp.router.permission.Action;
import io.camelwamp.router.permission.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One routing domain: its sessions see each other's topics and procedures and nobody else's. */
final class Realm {
    private final String name;
    private final RealmConfig config;
    private final Map<String, Object> announcement;
    private final Counters counters;
    private final Map<Long, RouterSession> sessions = new HashMap<>();
    private final Subscriptions subscriptions;
    private final Registrations registrations;
    private final Broker broker;
    private final Dealer dealer;
    private final MetaEvents events;
    private final MetaApi meta;

    Realm(String name, RealmConfig config, RouterContext context) {
        this.name = name;
        this.config = config;
        this.announcement = Announcement.roles(config);
        this.counters = context.counters();
        PatternTable<Subscription> table = new PatternTable<>();
        this.events = new MetaEvents(table, context.ids(), counters);
        this.subscriptions = new Subscriptions(config, context, table, events);
        this.registrations = new Registrations(config, context, events);
        this.broker = new Broker(config, context, sessions, subscriptions);
        this.dealer = new Dealer(config, context, registrations);
        this.meta = new MetaApi(config, context, sessions, subscriptions, registrations, broker);
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
        events.joined(session);
    }

    /**
     * Ends a session: nothing of it is left in any table, and nothing is sent to it any more.
     *
     * @param quietly whether its testaments and its leaving are not published
     */
    void leave(RouterSession session, boolean quietly) {
        sessions.remove(session.id());
        counters.sessions--;
        session.close();
        subscriptions.leave(session);
        dealer.leave(session);
        if (!quietly) {
            session.testaments().forEach(testament -> broker.publish(session, testament));
            events.left(session);
        }
    }

    /**
     * Handles a message of a joined session.
     *
     * @param permission for the request, if the message is one
     * @throws WampException.ProtocolViolation if the session may not send this
     */
    void handle(RouterSession session, Message message, Permission permission) {
        switch (message.type()) {
            case PUBLISH -> {
                Publish publish = (Publish) message;
                session.takeRequest(message.type(), publish.request());
                broker.publish(session, publish, permission);
            }
            case SUBSCRIBE -> {
                Subscribe subscribe = (Subscribe) message;
                session.takeRequest(message.type(), subscribe.request());
                broker.subscribe(session, subscribe);
            }
            case UNSUBSCRIBE -> {
                Unsubscribe unsubscribe = (Unsubscribe) message;
                session.takeRequest(message.type(), unsubscribe.request());
                subscriptions.unsubscribe(session, unsubscribe);
            }
            case CALL -> call(session, (Call) message, permission);
            case REGISTER -> {
                Register register = (Register) message;
                session.takeRequest(message.type(), register.request());
                registrations.register(session, register);
            }
            case UNREGISTER -> {
                Unregister unregister = (Unregister) message;
                session.takeRequest(message.type(), unregister.request());
                registrations.unregister(session, unregister);
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

    private void call(RouterSession session, Call call, Permission permission) {
        if (!session.takeCall(call)) {
            dealer.proceed(session, call);
        } else if (Uris.isReserved(call.procedure())) {
            meta.call(session, call, permission);
        } else {
            dealer.call(session, call, permission);
        }
    }

    // --- permissions

    /** What a message needs permission for, in the order of asking. */
    List<AccessRequest> demands(RouterSession session, Message message) {
        if (message instanceof Publish publish) {
            return List.of(demand(session, Action.PUBLISH, publish.topic(), MatchPolicy.EXACT));
        }
        if (message instanceof Subscribe subscribe) {
            MatchPolicy match = subscribe.options().match();
            return List.of(demand(session, Action.SUBSCRIBE, subscribe.topic(), match));
        }
        if (message instanceof Register register) {
            MatchPolicy match = register.options().match();
            return List.of(demand(session, Action.REGISTER, register.procedure(), match));
        }
        if (message instanceof Call call && !session.continues(call)) {
            AccessRequest calling = demand(session, Action.CALL, call.procedure(), MatchPolicy.EXACT);
            MetaApi.Demand further = Uris.isReserved(call.procedure()) ? meta.demandOf(call) : null;
            return further == null
                    ? List.of(calling)
                    : List.of(calling, demand(session, further.action(), further.uri(), further.match()));
        }
        return List.of();
    }

    private AccessRequest demand(RouterSession session, Action action, String uri, MatchPolicy match) {
        return new AccessRequest(name, session.id(), session.identity(), action, uri, match);
    }

    /**
     * Answers a request that has no permission; its id counts all the same.
     *
     * @throws WampException.ProtocolViolation if the session may not send this at all
     */
    void refuse(RouterSession session, Message message, String uri, String text) {
        counters.denied++;
        if (message instanceof Publish publish) {
            session.takeRequest(message.type(), publish.request());
            Broker.refuse(session, publish, uri, text);
        } else if (message instanceof Subscribe subscribe) {
            session.takeRequest(message.type(), subscribe.request());
            session.refuse(MessageType.SUBSCRIBE, subscribe.request(), uri, text);
        } else if (message instanceof Register register) {
            session.takeRequest(message.type(), register.request());
            session.refuse(MessageType.REGISTER, register.request(), uri, text);
        } else if (message instanceof Call call && session.takeCall(call)) {
            Dealer.refuse(session, call, uri, text);
        }
    }

    // --- what there is

    boolean hasSessions() {
        return !sessions.isEmpty();
    }

    int subscriptions() {
        return subscriptions.size();
    }

    int registrations() {
        return registrations.size();
    }

    /** As {@link Registrations#whenRegistered}. */
    CompletionStage<Void> whenRegistered(String procedure) {
        return registrations.whenRegistered(procedure);
    }

    /** As {@link Registrations#failAwaited}. */
    void failAwaited(RuntimeException why) {
        registrations.failAwaited(why);
    }

    /** Whether no structure is left behind by sessions that were here. */
    boolean isEmpty() {
        return sessions.isEmpty() && subscriptions.isEmpty() && registrations.isEmpty();
    }

    /** Forgets what outlives sessions, as the realm goes. */
    void close() {
        broker.close();
    }
}
