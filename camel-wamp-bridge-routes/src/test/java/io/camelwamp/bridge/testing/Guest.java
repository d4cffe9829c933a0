package io.camelwamp.bridge.testing;

import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.EventHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.CookieJar;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Somebody who tries to join the bridge's router over the network, with our own client. */
public final class Guest implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EventLoops loops = EventLoops.create("guest", 1);
    private final CompletableFuture<Welcome> welcome = new CompletableFuture<>();
    private final CompletableFuture<SessionEnd> end = new CompletableFuture<>();
    private final WampSession session;

    private Guest(TransportConfig target, Authenticator... methods) throws Exception {
        SessionConfig config = new SessionConfig(
                "realm1",
                List.of(target),
                SessionConfig.discoverProviders(),
                List.of(methods),
                new ReconnectPolicy(LIMIT, LIMIT, 1, LIMIT, Duration.ZERO),
                LIMIT,
                LIMIT,
                LIMIT,
                Duration.ZERO,
                true);
        // On a loop, so that the listener is there before anything happens.
        CompletableFuture<WampSession> opened = new CompletableFuture<>();
        loops.next().execute(() -> {
            WampSession fresh = WampSession.open(config, loops);
            fresh.addListener(new SessionListener() {
                @Override
                public void joined(Welcome message) {
                    welcome.complete(message);
                }

                @Override
                public void ended(SessionEnd reason) {
                    end.complete(reason);
                }
            });
            opened.complete(fresh);
        });
        session = opened.get(10, TimeUnit.SECONDS);
        CompletableFuture.anyOf(welcome, end).get(20, TimeUnit.SECONDS);
    }

    /** Tries to join with some methods, in this order. */
    public static Guest at(String url, Authenticator... methods) throws Exception {
        return new Guest(TransportConfig.of(URI.create(url)), methods);
    }

    /** The same with cookies. */
    public static Guest at(String url, CookieJar cookies, Authenticator... methods) throws Exception {
        return new Guest(
                TransportConfig.builder(URI.create(url)).cookies(cookies).build(), methods);
    }

    /** What the router said; fails if the guest was refused. */
    public WelcomeDetails details() {
        if (!welcome.isDone()) {
            throw new AssertionError("The guest was refused: " + end.join());
        }
        return welcome.join().details();
    }

    /** Why the router refused; fails if it did not. */
    public SessionEnd refusal() {
        if (welcome.isDone()) {
            throw new AssertionError("The guest was let in as " + details().authrole());
        }
        return end.join();
    }

    /** Calls a procedure, and waits for the result. */
    public List<Object> call(String procedure, Object... args) throws Exception {
        return session.call(CallTarget.of(procedure), Payload.ofArgs(args))
                .result()
                .get(10, TimeUnit.SECONDS)
                .payload()
                .args();
    }

    /** Publishes, and waits for the acknowledgement. */
    public void publish(String topic) throws Exception {
        session.publish(topic, PublishOptions.NONE.with("acknowledge", true), Payload.EMPTY)
                .get(10, TimeUnit.SECONDS);
    }

    /** Subscribes, and waits for the acknowledgement. */
    public void subscribe(String topic, String match) throws Exception {
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        EventHandler handler = new EventHandler() {
            @Override
            public void onEvent(ReceivedEvent event, Runnable done) {
                done.run();
            }

            @Override
            public void onRefused(WampException reason) {
                outcome.completeExceptionally(reason);
            }
        };
        session.subscribe(
                        topic,
                        SubscribeOptions.of(Map.of("match", match)),
                        handler,
                        LaneConfig.sequential(Runnable::run))
                .active()
                .thenRun(() -> outcome.complete(null));
        outcome.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        session.close();
        loops.close();
    }
}
