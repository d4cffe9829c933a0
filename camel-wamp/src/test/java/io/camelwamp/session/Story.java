package io.camelwamp.session;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.testing.ScriptedRouter;
import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.TransportConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A session, the router it talks with, and what it was heard to say; in virtual time. */
final class Story {
    static final LaneConfig AT_ONCE = LaneConfig.sequential(Runnable::run);
    static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    static final Duration MAX_DELAY = Duration.ofSeconds(8);
    static final Duration STABLE = Duration.ofSeconds(10);
    static final Duration GRACE = Duration.ofSeconds(60);
    static final Duration JOIN_TIMEOUT = Duration.ofSeconds(15);
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How a session differs from the usual one. */
    static final class Setting {
        private String realm = "realm1";
        private List<TransportConfig> targets = List.of(ScriptedRouter.target("a"));
        private List<Authenticator> authenticators = List.of(new AnonymousAuthenticator());
        private ReconnectPolicy reconnect = new ReconnectPolicy(FIRST_DELAY, MAX_DELAY, 0, STABLE, GRACE);
        private Duration waitForSession = PATIENCE;
        private Duration joinTimeout = JOIN_TIMEOUT;
        private Duration leaveTimeout = LEAVE_TIMEOUT;
        private boolean strict;
        private long queueOctets = SessionConfig.defaultQueueOctets();

        Setting realm(String name) {
            realm = name;
            return this;
        }

        Setting targets(String... names) {
            targets = Arrays.stream(names).map(ScriptedRouter::target).toList();
            return this;
        }

        Setting authenticators(Authenticator... methods) {
            authenticators = List.of(methods);
            return this;
        }

        Setting reconnect(ReconnectPolicy policy) {
            reconnect = policy;
            return this;
        }

        Setting waitForSession(Duration limit) {
            waitForSession = limit;
            return this;
        }

        Setting joinTimeout(Duration limit) {
            joinTimeout = limit;
            return this;
        }

        Setting leaveTimeout(Duration limit) {
            leaveTimeout = limit;
            return this;
        }

        Setting strict() {
            strict = true;
            return this;
        }

        Setting queueOctets(long limit) {
            queueOctets = limit;
            return this;
        }

        /** Opens a session that has begun to connect. */
        Story begin() {
            return new Story(this);
        }

        /** Opens a session that has joined. */
        Story open() {
            Story story = new Story(this);
            story.router.opensSession();
            return story;
        }

        private SessionConfig config(ScriptedRouter router) {
            return new SessionConfig(
                    realm,
                    targets,
                    List.of(router),
                    authenticators,
                    reconnect,
                    joinTimeout,
                    REQUEST_TIMEOUT,
                    leaveTimeout,
                    waitForSession,
                    strict,
                    queueOctets);
        }
    }

    /** Writes down what a session tells. */
    static final class Heard implements SessionListener {
        final List<String> news = new ArrayList<>();
        SessionEnd lastEnd;

        @Override
        public void joined(Welcome welcome) {
            news.add("joined " + welcome.session());
        }

        @Override
        public void ready() {
            news.add("ready");
        }

        @Override
        public void ended(SessionEnd end) {
            news.add("ended " + end.kind());
            lastEnd = end;
        }

        @Override
        public void givenUp(SessionEnd end) {
            news.add("given up");
        }
    }

    /** Keeps the events that it is given, and is done with each at once. */
    static final class Events implements EventHandler {
        final List<ReceivedEvent> received = new ArrayList<>();
        final List<Long> losses = new ArrayList<>();
        final List<WampException> refusals = new ArrayList<>();

        @Override
        public void onEvent(ReceivedEvent event, Runnable done) {
            received.add(event);
            done.run();
        }

        @Override
        public void onLost(long count) {
            losses.add(count);
        }

        @Override
        public void onRefused(WampException reason) {
            refusals.add(reason);
        }

        /** The first argument of each event. */
        List<Object> values() {
            return received.stream().map(event -> event.payload().args().get(0)).toList();
        }
    }

    /** Keeps the invocations that it is given, and leaves them to the test. */
    static final class Calls implements InvocationHandler {
        final List<ReceivedInvocation> received = new ArrayList<>();
        final List<WampException> refusals = new ArrayList<>();
        int interrupted;

        @Override
        public void onInvocation(ReceivedInvocation invocation) {
            received.add(invocation);
            invocation.onInterrupt(() -> interrupted++);
        }

        @Override
        public void onRefused(WampException reason) {
            refusals.add(reason);
        }

        ReceivedInvocation last() {
            return received.get(received.size() - 1);
        }
    }

    final VirtualTimeLoop loop = new VirtualTimeLoop();
    final ScriptedRouter router = new ScriptedRouter(loop);
    final Heard heard = new Heard();
    final WampSession session;

    private Story(Setting setting) {
        session = WampSession.open(setting.config(router), loop.asLoops());
        session.addListener(heard);
        loop.run();
    }

    static Setting with() {
        return new Setting();
    }

    static Story open() {
        return new Setting().open();
    }

    // ---- what the application does

    WampCall call(String procedure, Object... args) {
        return session.call(CallTarget.of(procedure), Payload.ofArgs(args));
    }

    CompletableFuture<Long> publish(String topic, Object... args) {
        return session.publish(topic, PublishOptions.NONE, Payload.ofArgs(args));
    }

    CompletableFuture<Long> publishAcknowledged(String topic, Object... args) {
        return session.publish(topic, PublishOptions.NONE.with("acknowledge", true), Payload.ofArgs(args));
    }

    Subscription subscribe(String topic, EventHandler handler) {
        return session.subscribe(topic, SubscribeOptions.NONE, handler, AT_ONCE);
    }

    Registration register(String procedure, InvocationHandler handler) {
        return session.register(procedure, RegisterOptions.NONE, handler, AT_ONCE);
    }

    SessionStatus status() {
        CompletableFuture<SessionStatus> status = session.status();
        loop.run();
        return status.join();
    }

    // ---- time

    void advance(Duration time) {
        loop.advance(time);
    }

    /** Lets enough time pass for the next attempt to connect after the first failure. */
    void waitForReconnect() {
        loop.advance(FIRST_DELAY);
    }

    /** Breaks the connection and lets the client come back. */
    void reconnect() {
        router.drops();
        waitForReconnect();
        router.opensSession();
    }

    // ---- what came of it

    /** The failure of something that has failed. */
    WampException failureOf(CompletableFuture<?> future) {
        loop.run();
        if (!future.isDone()) {
            throw new AssertionError("Still waiting, but should have failed");
        }
        try {
            Object value = future.join();
            throw new AssertionError("Should have failed, but is complete with " + value);
        } catch (CompletionException e) {
            return (WampException) e.getCause();
        }
    }

    /** The value of something that is complete. */
    <T> T resultOf(CompletableFuture<T> future) {
        loop.run();
        if (!future.isDone()) {
            throw new AssertionError("Still waiting, but should be complete");
        }
        return future.join();
    }
}
