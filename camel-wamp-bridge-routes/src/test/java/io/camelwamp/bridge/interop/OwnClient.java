package io.camelwamp.bridge.interop;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.Registration;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A session of our own engine, on the other side of autobahn-js. */
final class OwnClient implements AutoCloseable {
    private final WampSession session;
    private final LaneConfig lane;
    private final BlockingQueue<ReceivedEvent> events = new LinkedBlockingQueue<>();

    private OwnClient(WampSession session, Executor handlers) {
        this.session = session;
        this.lane = LaneConfig.sequential(handlers);
    }

    /** Begins to connect; requests wait until the session is there. */
    static OwnClient join(String url, String serializer, EventLoops loops, Executor handlers) {
        TransportConfig defaults = TransportConfig.of(URI.create(url));
        TransportConfig target = new TransportConfig(
                defaults.uri(),
                List.of(serializer),
                defaults.headers(),
                defaults.maxMessageSize(),
                defaults.connectTimeout(),
                defaults.pingInterval(),
                defaults.pingTimeout(),
                defaults.compression(),
                defaults.writeHighWaterMark(),
                defaults.sslContext(),
                defaults.verifyHostName());
        SessionConfig config = SessionConfig.of("realm1", target);
        return new OwnClient(WampSession.open(config, loops), handlers);
    }

    void subscribe(String topic, MatchPolicy match) {
        SubscribeOptions options = SubscribeOptions.NONE.with("match", match.wireName());
        var subscription = session.subscribe(
                topic,
                options,
                (event, done) -> {
                    events.add(event);
                    done.run();
                },
                lane);
        NodePeer.await(subscription.active(), "subscribe");
    }

    ReceivedEvent nextEvent() throws InterruptedException {
        ReceivedEvent event = events.poll(NodePeer.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new AssertionError("No event came within " + NodePeer.LIMIT);
        }
        return event;
    }

    /** Publishes with an acknowledgement and returns the publication's id. */
    long publish(String topic, Content content) {
        PublishOptions options = PublishOptions.of(Map.of("acknowledge", true));
        return NodePeer.await(session.publish(topic, options, content.payload()), "publish");
    }

    Registration register(String procedure, InvocationHandler handler) {
        Registration registration = session.register(procedure, RegisterOptions.NONE, handler, lane);
        NodePeer.await(registration.active(), "register");
        return registration;
    }

    WampCall call(String procedure, Content content) {
        return session.call(CallTarget.of(procedure), content.payload());
    }

    WampCall call(String procedure, Content content, Consumer<Content> onProgress) {
        CallTarget target = new CallTarget(
                procedure,
                CallOptions.NONE,
                Duration.ZERO,
                result -> onProgress.accept(Content.of(result.payload())),
                lane.executor());
        return session.call(target, content.payload());
    }

    static Content await(WampCall call) {
        return Content.of(NodePeer.await(call.result(), "call").payload());
    }

    @Override
    public void close() {
        NodePeer.await(session.leave(), "leave");
    }
}
