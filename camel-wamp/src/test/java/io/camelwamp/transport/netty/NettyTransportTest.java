package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static io.camelwamp.transport.netty.Frames.FIN;
import static io.camelwamp.transport.netty.Frames.frame;
import static io.camelwamp.transport.netty.Frames.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CloseReason.Kind;
import io.camelwamp.transport.RecordingListener;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes on while a connection is open. */
class NettyTransportTest {
    private static final byte[] NOTHING = {};

    private TransportHarness harness = new TransportHarness();

    @AfterEach
    void leavesNoTimerBehind() throws Exception {
        harness.dispose();
        harness.listener.awaitClosed();
        assertThat(harness.loop.timers()).isZero();
    }

    private void send(Message message) {
        harness.transport.send(message);
    }

    private static String textOf(WebSocketFrame frame) {
        return frame.content().toString(StandardCharsets.UTF_8);
    }

    private CloseReason closed() throws Exception {
        return harness.listener.awaitClosed();
    }

    @Test
    void messagesOfOneTurnAreOneWrite() {
        for (int i = 1; i <= 10; i++) {
            send(publish(i));
        }
        assertThat(harness.written()).isEmpty();
        harness.endTurn();
        assertThat(harness.written()).hasSize(1);

        send(publish(11));
        harness.endTurn();
        assertThat(harness.frames()).hasSize(1);
    }

    @Test
    void aLongTurnIsWrittenInPieces() {
        String text = "x".repeat(900);
        for (int i = 0; i < 250; i++) {
            send(new Publish(1, publish(1).options(), "com.example.topic", Payload.ofArgs(text)));
        }
        harness.endTurn();

        List<ByteBuf> pieces = harness.written();
        assertThat(pieces).hasSize(4);
        assertThat(pieces).allMatch(piece -> piece.readableBytes() <= 64 * 1024);
    }

    @Test
    void countsWhatTheNetworkHasNotTaken() {
        harness.stuck();
        send(publish(1));
        long one = harness.transport.pendingBytes();
        assertThat(one).isGreaterThan(harness.codec.encode(publish(1)).length);
        harness.endTurn();
        assertThat(harness.transport.pendingBytes()).isEqualTo(one);
        send(publish(2));
        assertThat(harness.transport.pendingBytes()).isEqualTo(2 * one);
        harness.endTurn();
        harness.unstuck();
        assertThat(harness.transport.pendingBytes()).isZero();
    }

    @Test
    void tellsWhenItIsNotWritableAndWhenItIsAgain() {
        harness.stuck();
        while (harness.transport.isWritable()) {
            assertThat(harness.transport.pendingBytes()).isLessThanOrEqualTo(TransportHarness.HIGH_WATER_MARK);
            send(publish(1));
            harness.endTurn();
        }
        assertThat(harness.transport.pendingBytes()).isGreaterThan(TransportHarness.HIGH_WATER_MARK);
        assertThat(harness.listener.writability()).containsExactly(false);
        harness.unstuck();
        assertThat(harness.listener.writability()).containsExactly(false, true);
        assertThat(harness.transport.isWritable()).isTrue();
    }

    @Test
    void whatCannotBeEncodedIsNotEvenBegun() {
        Payload impossible = Payload.ofDecoded(List.of(new Object()), Map.of());
        send(publish(1));
        long pending = harness.transport.pendingBytes();

        assertThatThrownBy(() -> send(new Publish(2, publish(1).options(), "com.example.topic", impossible)))
                .isInstanceOf(WampException.InvalidPayload.class);
        assertThat(harness.transport.pendingBytes()).isEqualTo(pending);
        harness.endTurn();
        assertThat(harness.frames()).hasSize(1);
    }

    @Test
    void refusesWhatThePeerWouldNotAccept() {
        harness.dispose();
        harness = new TransportHarness(RecordingListener::new, framing -> new SmallPeer(framing, 100), true);
        Payload large = Payload.ofArgs("x".repeat(101));

        assertThatThrownBy(() -> harness.transport.prepare(large))
                .isInstanceOf(WampException.PayloadTooLarge.class)
                .hasMessageContaining("100");
        assertThatThrownBy(() -> send(new Publish(1, publish(1).options(), "com.example.topic", large)))
                .isInstanceOf(WampException.PayloadTooLarge.class)
                .hasMessageContaining("the-peer");
        assertThat(harness.transport.pendingBytes()).isZero();
        send(publish(1));
        harness.endTurn();
        assertThat(harness.frames()).hasSize(1);
    }

    /** A framing whose peer has told its limit, as raw socket peers do. */
    private record SmallPeer(Framing framing, int maxOutboundSize) implements Framing {
        @Override
        public boolean read(InboundBuffer in, Sink sink) throws FramingFault {
            return framing.read(in, sink);
        }

        @Override
        public int frameSize(int messageSize) {
            return framing.frameSize(messageSize);
        }

        @Override
        public void writeMessage(ByteBuf out, byte[] message) {
            framing.writeMessage(out, message);
        }

        @Override
        public void writePing(ByteBuf out) {
            framing.writePing(out);
        }

        @Override
        public void writePong(ByteBuf out, byte[] octets) {
            framing.writePong(out, octets);
        }

        @Override
        public boolean writeClose(ByteBuf out, int code, String reason) {
            return framing.writeClose(out, code, reason);
        }

        @Override
        public void release() {
            framing.release();
        }
    }

    @Test
    void hearsSeveralMessagesOfOneRead() throws Exception {
        harness.receive(publish(1), publish(2), publish(3));

        assertThat(harness.listener.awaitMessage()).isEqualTo(publish(1));
        assertThat(harness.listener.awaitMessage()).isEqualTo(publish(2));
        assertThat(harness.listener.awaitMessage()).isEqualTo(publish(3));
    }

    @Test
    void aPauseHoldsBackEvenWhatHasBeenRead() throws Exception {
        harness.transport.pauseReads();
        assertThat(harness.readsAutomatically()).isFalse();
        harness.receive(publish(1), publish(2));
        harness.endTurn();
        assertThat(harness.listener.waiting()).isZero();

        harness.transport.resumeReads();
        assertThat(harness.readsAutomatically()).isTrue();
        assertThat(harness.listener.waiting()).as("not from within the call").isZero();
        harness.endTurn();
        assertThat(harness.listener.awaitMessage()).isEqualTo(publish(1));
        assertThat(harness.listener.awaitMessage()).isEqualTo(publish(2));
    }

    @Test
    void answersPings() {
        harness.receive(frame(true, FIN | Opcode.PING, Frames.utf8("there?")));
        harness.endTurn();

        assertThat(harness.frames()).singleElement().satisfies(frame -> {
            assertThat(frame).isInstanceOf(PongWebSocketFrame.class);
            assertThat(textOf(frame)).isEqualTo("there?");
        });
    }

    @Test
    void aPeerThatPingsWithoutReadingGetsOnePongInTheEnd() {
        harness.stuck();
        while (harness.transport.isWritable()) {
            send(publish(1));
        }
        long pending = harness.transport.pendingBytes();
        for (int i = 0; i < 1000; i++) {
            harness.receive(frame(true, FIN | Opcode.PING, Frames.utf8("ping " + i)));
        }
        assertThat(harness.transport.pendingBytes()).isEqualTo(pending);
        harness.endTurn();
        harness.unstuck();
        harness.endTurn();

        List<WebSocketFrame> pongs = harness.frames().stream()
                .filter(PongWebSocketFrame.class::isInstance)
                .toList();
        assertThat(pongs).singleElement().satisfies(pong -> assertThat(textOf(pong))
                .isEqualTo("ping 999"));
    }

    @Test
    void aSilentPeerIsPingedAndThenGivenUp() throws Exception {
        harness.pass(TransportHarness.PING_INTERVAL);
        assertThat(harness.frames()).singleElement().isInstanceOf(PingWebSocketFrame.class);
        harness.pass(TransportHarness.PING_TIMEOUT);

        assertThat(closed().kind()).isEqualTo(Kind.UNRESPONSIVE);
        assertThat(closed().text()).contains("the-peer");
        assertThat(harness.isOpen()).isFalse();
    }

    @Test
    void aPongKeepsThePeerAlive() {
        harness.pass(TransportHarness.PING_INTERVAL);
        harness.receive(frame(true, FIN | Opcode.PONG, NOTHING));
        harness.pass(TransportHarness.PING_TIMEOUT);

        assertThat(harness.isOpen()).isTrue();
    }

    @Test
    void aPeerThatIsNotReadFromIsNotGivenUp() {
        harness.transport.pauseReads();
        harness.pass(Duration.ofHours(1));
        assertThat(harness.frames()).isEmpty();

        harness.transport.resumeReads();
        harness.pass(TransportHarness.PING_INTERVAL);
        assertThat(harness.frames()).singleElement().isInstanceOf(PingWebSocketFrame.class);
        assertThat(harness.isOpen()).isTrue();
    }
}
