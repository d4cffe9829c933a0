package io.camelwamp.transport.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalTransportTest {
    private static final TransportConfig CONFIG = TransportConfig.of(URI.create("local:test"));

    private final VirtualTimeLoop loop = new VirtualTimeLoop();
    private final RecordingListener client = new RecordingListener(loop);
    private final RouterSide router = new RouterSide(loop);
    private Transport transport;

    /** Records, or fails with what the test wants. */
    private static final class RouterSide extends RecordingListener {
        private RuntimeException failure;

        RouterSide(EventLoop loop) {
            super(loop);
        }

        @Override
        public void message(Message message) {
            if (failure != null) {
                throw failure;
            }
            super.message(message);
        }
    }

    private record Router(EventLoop eventLoop, TransportListener side) implements LocalRouter {
        @Override
        public TransportListener accept() {
            return side;
        }
    }

    @BeforeEach
    void connect() throws Exception {
        new LocalTransportProvider(new Router(loop, router)).connect(CONFIG, loop, client);
        loop.run();
        transport = client.awaitOpened();
    }

    private static Publish publish(Object argument) {
        return new Publish(1, PublishOptions.NONE, "com.app.topic", Payload.ofArgs(argument));
    }

    @Test
    void countsWhatThePayloadsTakeUntilTheyAreRead() throws Exception {
        Transport routersEnd = router.awaitOpened();
        routersEnd.pauseReads();

        loop.runFirst(() -> {
            transport.send(publish(new byte[50_000]));
            transport.send(publish("small"));
        });
        loop.run();

        assertThat(transport.pendingBytes()).isBetween(50_000L, 51_000L);
        assertThat(transport.isWritable()).isTrue();
        routersEnd.resumeReads();
        loop.run();
        assertThat(router.waiting()).isEqualTo(2);
        assertThat(transport.pendingBytes()).isZero();
    }

    @Test
    void isNotWritableWhileLargePayloadsWait() throws Exception {
        Transport routersEnd = router.awaitOpened();
        routersEnd.pauseReads();

        loop.runFirst(() -> transport.send(publish(new byte[CONFIG.writeHighWaterMark()])));
        assertThat(transport.isWritable()).isFalse();
        routersEnd.resumeReads();
        loop.run();

        assertThat(transport.isWritable()).isTrue();
        assertThat(client.writability()).containsExactly(false, true);
    }

    @Test
    void countsNothingAnyMoreOnceClosed() throws Exception {
        router.awaitOpened().pauseReads();
        loop.runFirst(() -> transport.send(publish(new byte[50_000])));

        loop.runFirst(() -> transport.close("enough"));
        loop.run();

        assertThat(transport.pendingBytes()).isZero();
        assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);
        assertThat(router.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
    }

    @Test
    void endsTheLinkWhenAMessageCannotBeHandled() throws Exception {
        router.failure = new IllegalStateException("thrown by the test");

        loop.runFirst(() -> transport.send(publish(1)));
        loop.run();

        CloseReason reason = router.awaitClosed();
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.FAILED);
        assertThat(reason.text()).contains("thrown by the test");
        assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
    }
}
