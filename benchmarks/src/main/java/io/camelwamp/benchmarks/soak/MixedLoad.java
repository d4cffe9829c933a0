package io.camelwamp.benchmarks.soak;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishers, a subscriber, a caller and a callee behind the proxies, over both transports and all
 * serializers. One thread gives out the work, at a steady rate as long as answers come.
 */
final class MixedLoad implements AutoCloseable {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final CallTarget PROCEDURE = CallTarget.of(Soak.PROCEDURE).withTimeout(CALL_TIMEOUT);
    private static final PublishOptions ACKNOWLEDGE = PublishOptions.NONE.with("acknowledge", true);
    private static final long TICK_NANOS = 1_000_000;
    private static final int PER_TICK = 1;
    private static final int WINDOW = 64;
    private static final int USUAL_SIZE = 200;
    private static final int RARE_SIZE = 100_000;
    private static final int RARE = 500;

    private final Ledger ledger;
    private final EventLoops loops;
    private final Random random;
    private final ExecutorService routes = Executors.newFixedThreadPool(2, task -> new Thread(task, "soak-route"));
    private final List<WampSession> sessions = new ArrayList<>();
    private final List<WampSession> publishers = new ArrayList<>();
    private final WampSession caller;
    private final AtomicInteger publishing = new AtomicInteger();
    private final AtomicInteger calling = new AtomicInteger();
    private final String filler = "x".repeat(RARE_SIZE);
    private final Thread worker = new Thread(this::work, "soak-load");
    private volatile boolean paused;
    private volatile boolean stopped;

    MixedLoad(Ledger ledger, EventLoops loops, int webSocketPort, int rawSocketPort, long seed) {
        this.ledger = ledger;
        this.loops = loops;
        this.random = new Random(seed);
        URI webSocket = URI.create("ws://127.0.0.1:" + webSocketPort + "/ws");
        URI rawSocket = URI.create("rs://127.0.0.1:" + rawSocketPort);
        publishers.add(open(webSocket, "json", true));
        publishers.add(open(rawSocket, "msgpack", false));
        caller = open(webSocket, "cbor", false);
        serve(open(rawSocket, "cbor", false));
        watch(open(webSocket, "msgpack", false));
    }

    void start() {
        worker.start();
    }

    private WampSession open(URI uri, String serializer, boolean compression) {
        TransportConfig target = TransportConfig.builder(uri)
                .serializers(List.of(serializer))
                .connectTimeout(Duration.ofSeconds(2))
                .pingInterval(Duration.ofSeconds(1))
                .pingTimeout(Duration.ofSeconds(1))
                .compression(compression)
                .rawSocketPings(true)
                .build();
        WampSession session = WampSession.open(config(target, SessionConfig.discoverProviders()), loops);
        session.addListener(new SessionListener() {
            @Override
            public void ended(SessionEnd end) {
                if (end.kind() == SessionEnd.Kind.VIOLATION || end.kind() == SessionEnd.Kind.ABORTED) {
                    ledger.violation("a session ended by " + end);
                }
            }

            @Override
            public void givenUp(SessionEnd end) {
                ledger.violation("a session was given up: " + end);
            }
        });
        sessions.add(session);
        return session;
    }

    /** A session that is quick to come back, and strict with its router. */
    static SessionConfig config(TransportConfig target, List<TransportProvider> providers) {
        return new SessionConfig(
                Soak.REALM,
                List.of(target),
                providers,
                List.of(new AnonymousAuthenticator()),
                new ReconnectPolicy(
                        Duration.ofMillis(50), Duration.ofMillis(500), 0, Duration.ofSeconds(2), Duration.ofMinutes(1)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                true);
    }

    /** Returns what it gets, from a thread of its own. */
    private void serve(WampSession callee) {
        callee.register(
                Soak.PROCEDURE,
                RegisterOptions.NONE,
                invocation -> {
                    ledger.served(number(invocation.payload()));
                    invocation.complete(invocation.payload());
                },
                new LaneConfig(routes, 1000, 2, io.camelwamp.session.Overflow.PAUSE));
    }

    /** May miss events while it is not connected, but must not see one twice. */
    private void watch(WampSession subscriber) {
        BitSet seen = new BitSet();
        subscriber.subscribe(
                Soak.TOPIC,
                SubscribeOptions.NONE,
                (event, done) -> {
                    int number = number(event.payload());
                    if (seen.get(number)) {
                        ledger.violation("a subscriber got publication " + number + " twice");
                    }
                    seen.set(number);
                    done.run();
                },
                LaneConfig.sequential(routes));
    }

    /** The number that every payload begins with. */
    static int number(Payload payload) {
        return ((Number) payload.args().get(0)).intValue();
    }

    private void work() {
        long next = System.nanoTime();
        while (!stopped) {
            next = Math.max(next + TICK_NANOS, System.nanoTime() - 100 * TICK_NANOS);
            for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            for (int i = 0; i < PER_TICK && !paused; i++) {
                publish(publishers.get(random.nextInt(publishers.size())));
                call();
            }
        }
    }

    private void publish(WampSession publisher) {
        if (publishing.get() >= WINDOW) {
            return;
        }
        publishing.incrementAndGet();
        int number = ledger.nextPublication();
        publisher.publish(Soak.TOPIC, ACKNOWLEDGE, payload(number)).whenComplete((id, failure) -> {
            ledger.publicationOver(number, failure == null);
            publishing.decrementAndGet();
        });
    }

    private void call() {
        if (calling.get() >= WINDOW) {
            return;
        }
        calling.incrementAndGet();
        int number = ledger.nextCall();
        caller.call(PROCEDURE, payload(number)).result().whenComplete((result, failure) -> {
            ledger.callOver(number, failure == null ? number(result.payload()) : null);
            calling.decrementAndGet();
        });
    }

    private Payload payload(int number) {
        int size = random.nextInt(random.nextInt(RARE) == 0 ? RARE_SIZE : USUAL_SIZE);
        return Payload.ofArgs(number, filler.substring(0, size));
    }

    /** Holds the work back, for a look at the heap; what is in flight goes on. */
    void pause(boolean hold) {
        paused = hold;
    }

    /** Sessions after the first of each client. */
    long reconnects() {
        return sessions.stream().mapToLong(s -> s.counters().reconnects()).sum();
    }

    /** Requests whose outcome is unknown. */
    long requestsLost() {
        return sessions.stream().mapToLong(s -> s.counters().requestsLost()).sum();
    }

    /** Answers that nobody had asked for. */
    long unknownAnswers() {
        return sessions.stream().mapToLong(s -> s.counters().unknownAnswers()).sum();
    }

    /** Gives out no more work. */
    void stop() throws InterruptedException {
        stopped = true;
        worker.join();
    }

    @Override
    public void close() {
        sessions.forEach(WampSession::close);
        routes.shutdown();
    }
}
