package io.camelwamp.testing.interop;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.Registration;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A session of our own engine, on the other side of what somebody else wrote. */
public final class OwnClient implements AutoCloseable {
    private final WampSession session;
    private final LaneConfig lane;

    private OwnClient(WampSession session, Executor handlers) {
        this.session = session;
        this.lane = LaneConfig.sequential(handlers);
    }

    /** Begins to connect; requests wait until the session is there. */
    public static OwnClient join(SessionConfig config, EventLoops loops, Executor handlers) {
        return new OwnClient(WampSession.open(config, loops), handlers);
    }

    /** Begins to connect to {@code realm1}; requests wait until the session is there. */
    public static OwnClient join(String url, String serializer, EventLoops loops, Executor handlers) {
        return join(SessionConfig.of("realm1", target(URI.create(url), serializer)), loops, handlers);
    }

    /** The defaults with one serializer only. */
    public static TransportConfig target(URI uri, String serializer) {
        return TransportConfig.builder(uri).serializers(List.of(serializer)).build();
    }

    /** The session itself. */
    public WampSession session() {
        return session;
    }

    /** Subscribes and waits for the router's answer. */
    public Inbox subscribe(String topic, MatchPolicy match) {
        Inbox inbox = Inbox.open(session, topic, SubscribeOptions.NONE.with("match", match.wireName()), lane);
        PeerProcess.await(inbox.subscription().active(), "subscribe");
        return inbox;
    }

    /** Subscribes to one topic and waits for the router's answer. */
    public Inbox subscribe(String topic) {
        return subscribe(topic, MatchPolicy.EXACT);
    }

    /** Publishes with an acknowledgement and returns the publication's id. */
    public long publish(String topic, Content content) {
        return publish(topic, content, PublishOptions.NONE);
    }

    /** Publishes with options and an acknowledgement and returns the publication's id. */
    public long publish(String topic, Content content, PublishOptions options) {
        return PeerProcess.await(
                session.publish(topic, options.with("acknowledge", true), content.payload()), "publish");
    }

    /** Publishes without an acknowledgement. */
    public void publishUnacknowledged(String topic, Content content) {
        PeerProcess.await(session.publish(topic, PublishOptions.NONE, content.payload()), "publish");
    }

    /** Registers and waits for the router's answer. */
    public Registration register(String procedure, InvocationHandler handler) {
        return register(procedure, RegisterOptions.NONE, handler);
    }

    /** Registers with options and waits for the router's answer. */
    public Registration register(String procedure, RegisterOptions options, InvocationHandler handler) {
        Registration registration = session.register(procedure, options, handler, lane);
        PeerProcess.await(registration.active(), "register");
        return registration;
    }

    /** Calls a procedure; returns at once. */
    public WampCall call(String procedure, Content content) {
        return call(CallTarget.of(procedure), content);
    }

    /** Calls a procedure; returns at once. */
    public WampCall call(CallTarget target, Content content) {
        return session.call(target, content.payload());
    }

    /** Calls a procedure and takes partial results. */
    public WampCall call(String procedure, Content content, Consumer<Content> onProgress) {
        CallTarget target = new CallTarget(
                procedure,
                CallOptions.NONE,
                Duration.ZERO,
                result -> onProgress.accept(Content.of(result.payload())),
                lane.executor());
        return call(target, content);
    }

    /** Waits for the result of a call. */
    public static Content await(WampCall call) {
        return Content.of(PeerProcess.await(call.result(), "call").payload());
    }

    /** Says goodbye and waits for the end. */
    @Override
    public void close() {
        PeerProcess.await(session.leave(), "leave");
    }
}
