package io.camelwamp.component;

import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.InterruptOptions;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PayloadFormat;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.ThreadLoop;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.local.LocalRouter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A router for tests: a broker and a dealer small enough to be believed. It remembers every message
 * that it got, and can be told to refuse names, to leave them without an answer, and to go down.
 * All methods may be called from any thread.
 */
final class TestRouter implements LocalRouter, AutoCloseable {
    /** A subscription or registration: one URI and policy, and who holds it. */
    static final class Holding {
        final long id;
        final String uri;
        final MatchPolicy match;
        final Set<TestConnection> holders = new LinkedHashSet<>();

        Holding(long id, String uri, MatchPolicy match) {
            this.id = id;
            this.uri = uri;
            this.match = match;
        }
    }

    private record Key(String uri, MatchPolicy match) {}

    private final ThreadLoop loop = new ThreadLoop();
    private final Queue<Message> received = new ConcurrentLinkedQueue<>();
    private volatile boolean down;

    // Scripts.
    final Map<String, String> refused = new ConcurrentHashMap<>();
    final Set<String> ignored = ConcurrentHashMap.newKeySet();
    final Map<String, Function<Payload, Payload>> procedures = new ConcurrentHashMap<>();

    /** With these details a procedure of the router's own sends its result a first time, as a partial one. */
    final Map<String, ResultDetails> partial = new ConcurrentHashMap<>();

    /** Asked of everybody who joins, and content with any answer; null to ask nothing. */
    volatile Challenge challenge;

    /** The role that everybody gets, or null for none. */
    volatile String authrole;

    // On the loop.
    final Set<TestConnection> connections = new LinkedHashSet<>();
    private final Map<Key, Holding> subscriptions = new LinkedHashMap<>();
    private final Map<Key, Holding> registrations = new LinkedHashMap<>();
    private final Map<Long, CompletableFuture<Message>> invocations = new LinkedHashMap<>();
    private long lastId;

    /** A payload of octets, as routers hand them on, that nobody can decode. */
    static Payload undecodable(String element) {
        PayloadFormat format = encoded -> {
            throw new WampException.ProtocolViolation(element + " must be a list");
        };
        return Payload.ofEncoded(new Payload.Encoded(format, new byte[] {1}, 1));
    }

    // ---- scripts

    /** SUBSCRIBE, REGISTER, PUBLISH and CALL of this name get this error. */
    void refuse(String uri, String error) {
        refused.put(uri, error);
    }

    /** They are treated normally again. */
    void accept(String uri) {
        refused.remove(uri);
    }

    /** They get no answer at all. */
    void ignore(String uri) {
        ignored.add(uri);
    }

    /** A procedure of the router's own; what it throws becomes an ERROR. */
    void procedure(String uri, Function<Payload, Payload> body) {
        procedures.put(uri, body);
    }

    /** Breaks all connections and accepts no new ones. */
    void goDown() {
        down = true;
        onLoop(() -> List.copyOf(connections).forEach(TestConnection::drop));
    }

    void comeUp() {
        down = false;
    }

    /** Keeps the loop busy until the latch is counted down. */
    CountDownLatch busy() {
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                end.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return end;
    }

    /** Says goodbye to everybody. */
    void sayGoodbye(Goodbye goodbye) {
        onLoop(() -> connections.forEach(connection -> connection.send(goodbye)));
    }

    /** Takes a subscription away from everybody. */
    void revoke(String topic) {
        onLoop(() -> {
            Holding lost = subscriptions.remove(new Key(topic, MatchPolicy.EXACT));
            RevocationDetails details = RevocationDetails.of(Map.of("subscription", lost.id));
            lost.holders.forEach(holder -> holder.send(new Unsubscribed(0, details)));
        });
    }

    /** Publishes an event of the router's own; returns when the clients have got it. */
    void publish(String topic, Payload payload, EventDetails details) {
        onLoop(() -> dispatch(topic, payload, details, null, true));
        onLoop(() -> {});
    }

    void publish(String topic, Object... args) {
        publish(topic, Payload.ofArgs(args), EventDetails.NONE);
    }

    /** Calls a procedure that a client registered; the answer is its YIELD or ERROR. */
    CompletableFuture<Message> call(String procedure, Payload payload, InvocationDetails details) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        onLoop(() -> invoke(procedure, payload, details, answer));
        return answer;
    }

    CompletableFuture<Message> call(String procedure, Object... args) {
        return call(procedure, Payload.ofArgs(args), InvocationDetails.NONE);
    }

    /** Tells the callees that nobody waits for their answers any more. */
    void interruptCalls() {
        InterruptOptions noAnswer = InterruptOptions.NONE.with("mode", "killnowait");
        onLoop(() -> {
            List<Long> requests = List.copyOf(invocations.keySet());
            invocations.clear();
            requests.forEach(request -> connections.forEach(callee -> callee.send(new Interrupt(request, noAnswer))));
        });
        onLoop(() -> {});
    }

    // ---- what tests look at

    /** The messages of a type that have come so far. */
    <M extends Message> List<M> received(Class<M> type) {
        return received.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** How many sessions are open. */
    int sessions() {
        return onLoop(
                () -> (int) connections.stream().filter(TestConnection::isOpen).count());
    }

    boolean isSubscribed(String topic) {
        return onLoop(() -> subscriptions.keySet().stream().anyMatch(k -> k.uri.equals(topic)));
    }

    boolean isRegistered(String procedure) {
        return onLoop(() -> registrations.keySet().stream().anyMatch(k -> k.uri.equals(procedure)));
    }

    /** Whether the caller is on the event loop, where no route may run. */
    boolean inLoop() {
        return loop.inLoop();
    }

    // ---- for the connections; on the loop

    void remember(Message message) {
        received.add(message);
    }

    long nextId() {
        return ++lastId;
    }

    Holding subscribe(String topic, MatchPolicy match, TestConnection by) {
        return hold(subscriptions, topic, match, by);
    }

    Holding register(String procedure, MatchPolicy match, TestConnection by) {
        return hold(registrations, procedure, match, by);
    }

    private Holding hold(Map<Key, Holding> table, String uri, MatchPolicy match, TestConnection by) {
        Holding holding = table.computeIfAbsent(new Key(uri, match), key -> new Holding(nextId(), uri, match));
        holding.holders.add(by);
        return holding;
    }

    void unsubscribe(long id, TestConnection by) {
        giveUp(subscriptions, id, by);
    }

    void unregister(long id, TestConnection by) {
        giveUp(registrations, id, by);
    }

    private static void giveUp(Map<Key, Holding> table, long id, TestConnection by) {
        table.values().removeIf(holding -> holding.id == id && holding.holders.remove(by) && holding.holders.isEmpty());
    }

    void dispatch(String topic, Payload payload, EventDetails details, TestConnection publisher, boolean excludeMe) {
        long publication = nextId();
        for (Holding subscription : List.copyOf(subscriptions.values())) {
            if (subscription.match.matches(subscription.uri, topic)) {
                EventDetails told = subscription.match == MatchPolicy.EXACT ? details : details.with("topic", topic);
                subscription.holders.stream()
                        .filter(holder -> holder != publisher || !excludeMe)
                        .forEach(holder -> holder.send(new Event(subscription.id, publication, told, payload)));
            }
        }
    }

    /** Whether a client has registered a procedure for this name. */
    boolean hasCallee(String procedure) {
        return registrations.values().stream().anyMatch(r -> r.match.matches(r.uri, procedure));
    }

    void invoke(String procedure, Payload payload, InvocationDetails details, CompletableFuture<Message> answer) {
        Holding registration = registrations.values().stream()
                .filter(r -> r.match.matches(r.uri, procedure))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nobody registered " + procedure));
        long request = nextId();
        invocations.put(request, answer);
        InvocationDetails told =
                registration.match == MatchPolicy.EXACT ? details : details.with("procedure", procedure);
        registration.holders.iterator().next().send(new Invocation(request, registration.id, told, payload));
    }

    void answered(long request, Message answer) {
        invocations.remove(request).complete(answer);
    }

    void gone(TestConnection connection) {
        connections.remove(connection);
        for (Map<Key, Holding> table : List.of(subscriptions, registrations)) {
            new ArrayList<>(table.values()).forEach(holding -> giveUp(table, holding.id, connection));
        }
    }

    // ---- the link

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public TransportListener accept() {
        if (down) {
            throw new IllegalStateException("the router is down");
        }
        TestConnection connection = new TestConnection(this);
        connections.add(connection);
        return connection;
    }

    /** Runs a task on the loop and waits for it, which may be asked of the loop itself too. */
    private void onLoop(Runnable task) {
        onLoop(() -> {
            task.run();
            return null;
        });
    }

    private <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Runnable run = () -> {
            try {
                done.complete(task.get());
            } catch (RuntimeException | AssertionError e) {
                done.completeExceptionally(e);
            }
        };
        if (loop.inLoop()) {
            run.run();
        } else {
            loop.execute(run);
        }
        try {
            return done.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
