package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static io.camelwamp.transport.netty.Frames.FIN;
import static io.camelwamp.transport.netty.Frames.frame;
import static io.camelwamp.transport.netty.Frames.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Message;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CloseReason.Kind;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.RecordingListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end. */
class NettyTransportEndTest {
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

    private CloseReason closed() throws Exception {
        return harness.listener.awaitClosed();
    }

    private static void assertCloses(WebSocketFrame frame, int code) {
        assertThat(frame).isInstanceOf(CloseWebSocketFrame.class);
        assertThat(((CloseWebSocketFrame) frame).statusCode()).isEqualTo(code);
    }

    @Test
    void octetsThatAreNoMessageAreAViolation() throws Exception {
        harness.receive(
                text(true, "{}"),
                text(true, "[]"),
                Frames.frame(true, FIN | Opcode.TEXT, harness.codec.encode(publish(1))));

        assertThat(harness.listener.awaitViolated()).isNotNull();
        assertThat(harness.listener.waiting()).isZero();
        send(publish(2));
        harness.transport.close("that was no message");
        harness.endTurn();
        List<WebSocketFrame> frames = harness.frames();
        assertThat(frames).hasSize(2);
        assertThat(frames.get(0)).isInstanceOf(TextWebSocketFrame.class);
        assertCloses(frames.get(1), 1002);
        harness.receive(Frames.close(true, 1002, ""));
        assertThat(closed()).isEqualTo(new CloseReason(Kind.LOCAL, "that was no message"));
    }

    @Test
    void theWrongKindOfFrameIsAViolation() throws Exception {
        harness.receive(frame(true, FIN | Opcode.BINARY, Frames.utf8("[1]")));

        assertThat(harness.listener.awaitViolated())
                .hasMessageContaining("binary")
                .hasMessageContaining("text");
        harness.transport.close("wrong kind");
        harness.endTurn();
        assertCloses(harness.frames().get(0), 1003);
        harness.pass(Farewell.ANSWER_TIMEOUT);
        assertThat(closed().kind()).isEqualTo(Kind.LOCAL);
    }

    @Test
    void aViolationEndsTheConnectionEvenIfNobodyCloses() throws Exception {
        harness.receive(text(true, "nonsense"));
        harness.pass(Farewell.FLUSH_TIMEOUT);
        assertCloses(harness.frames().get(0), 1002);
        harness.pass(Farewell.ANSWER_TIMEOUT);

        assertThat(closed().kind()).isEqualTo(Kind.LOCAL);
        assertThat(harness.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1007, 1009})
    void framesThatCannotBeReadEndTheConnection(int code) throws Exception {
        byte[] broken = code == 1007
                ? frame(true, FIN | Opcode.TEXT, new byte[] {(byte) 0xc3})
                : frame(true, FIN | Opcode.TEXT, new byte[TransportHarness.LIMIT + 1]);
        harness.receive(broken, Frames.frame(true, FIN | Opcode.TEXT, harness.codec.encode(publish(1))));
        harness.endTurn();

        CloseWebSocketFrame close = (CloseWebSocketFrame) harness.frames().get(0);
        assertThat(close.statusCode()).isEqualTo(code);
        assertThat(close.reasonText()).isNotEmpty();
        assertThat(harness.listener.wasViolated()).isFalse();
        assertThat(harness.listener.waiting()).isZero();
        harness.pass(Farewell.ANSWER_TIMEOUT);
        assertThat(closed().kind()).isEqualTo(Kind.FAILED);
        assertThat(closed().text()).contains("the-peer", close.reasonText());
    }

    @Test
    void aCompressedMessageCountsAsWhatItInflatesTo() throws Exception {
        harness.dispose();
        PerMessageDeflate deflate = new PerMessageDeflate(new DeflateParameters(false, false));
        harness = new TransportHarness(
                RecordingListener::new,
                framing -> new WebSocketFraming(WebSocketFraming.Role.SERVER, true, TransportHarness.LIMIT, deflate),
                true);
        OctetBuilder bomb = new OctetBuilder();
        deflate.deflate(new byte[500_000], bomb);
        byte[] octets = Arrays.copyOf(bomb.array(), bomb.size());
        assertThat(octets.length).isLessThan(TransportHarness.LIMIT);
        harness.receive(frame(true, FIN | Frames.COMPRESSED | Opcode.TEXT, octets));
        harness.endTurn();

        assertCloses(harness.frames().get(0), 1009);
        harness.pass(Farewell.ANSWER_TIMEOUT);
        assertThat(closed().kind()).isEqualTo(Kind.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "1002, WAMP message in invalid format, 1002",
        "1011, WAMP internal error, 1011",
        "4000, '', 4000",
        "1005, nobody may send this, 1002",
        "12, nor this, 1002"
    })
    void tellsWhyThePeerClosed(int code, String reason, int answer) throws Exception {
        harness.receive(Frames.close(true, code, reason));
        harness.endTurn();

        assertCloses(harness.frames().get(0), answer);
        assertThat(closed().kind()).isEqualTo(Kind.PEER);
        assertThat(closed().text()).contains("the-peer", String.valueOf(code), reason);
    }

    @Test
    void keepsThePeersWordsOnOneLine() throws Exception {
        harness.receive(Frames.close(true, 1000, "bye\r\n12:00 ERROR all is lost\u0007"));

        assertThat(closed().text()).endsWith("bye 12:00 ERROR all is lost");
    }

    @Test
    void aPeerMayCloseWithoutGivingACode() throws Exception {
        harness.receive(frame(true, FIN | Opcode.CLOSE, NOTHING));
        harness.endTurn();

        assertCloses(harness.frames().get(0), -1);
        assertThat(closed().text()).isEqualTo("the-peer closed the connection");
    }

    @Test
    void aPeerMayBeGoneWithoutAWord() throws Exception {
        harness.drop();
        harness.endTurn();

        assertThat(closed().kind()).isEqualTo(Kind.PEER);
        assertThat(closed().text()).contains("the-peer dropped the connection");
    }

    @Test
    void waitsForTheAnswerToItsFarewellButNotForLong() throws Exception {
        harness.transport.close("bye");
        harness.endTurn();
        CloseWebSocketFrame close = (CloseWebSocketFrame) harness.frames().get(0);
        assertThat(close.statusCode()).isEqualTo(1000);
        assertThat(close.reasonText()).isEqualTo("bye");
        assertThat(harness.isOpen()).isTrue();
        harness.receive(publish(1));
        assertThat(harness.listener.waiting()).isZero();
        harness.pass(Farewell.ANSWER_TIMEOUT);

        assertThat(closed()).isEqualTo(new CloseReason(Kind.LOCAL, "bye"));
    }

    @Test
    void closesAsSoonAsTheFarewellIsAnswered() throws Exception {
        harness.transport.close("bye");
        harness.endTurn();
        harness.receive(Frames.close(true, 1000, "bye"));

        assertThat(harness.isOpen()).isFalse();
        assertThat(closed()).isEqualTo(new CloseReason(Kind.LOCAL, "bye"));
    }

    @Test
    void aPeerThatDoesNotReadCannotPutTheEndOffForLong() throws Exception {
        harness.stuck();
        send(publish(1));
        harness.transport.close("bye");
        harness.pass(Farewell.FLUSH_TIMEOUT.minusMillis(1));
        assertThat(harness.isOpen()).isTrue();
        harness.pass(Duration.ofMillis(1));

        assertThat(closed()).isEqualTo(new CloseReason(Kind.LOCAL, "bye"));
        harness.unstuck();
    }

    @Test
    void flushesEvenIfThePeerClosesFirst() throws Exception {
        harness.stuck();
        send(publish(1));
        harness.endTurn();
        harness.receive(Frames.close(true, 1000, "enough"));
        harness.endTurn();
        assertThat(harness.isOpen()).isTrue();
        harness.unstuck();

        List<WebSocketFrame> frames = harness.frames();
        assertThat(frames).hasSize(2);
        assertCloses(frames.get(1), 1000);
        assertThat(closed().kind()).isEqualTo(Kind.PEER);
    }

    @Test
    void closingReadsOnFromAPausedPeer() throws Exception {
        harness.transport.pauseReads();
        harness.receive(publish(1));
        harness.transport.close("bye");
        harness.endTurn();
        assertThat(harness.readsAutomatically()).isTrue();
        harness.receive(Frames.close(true, 1000, "bye"));

        assertThat(harness.listener.waiting()).isZero();
        assertThat(closed().kind()).isEqualTo(Kind.LOCAL);
    }

    @Test
    void aListenerThatFailsEndsItsConnection() throws Exception {
        harness.dispose();
        harness = new TransportHarness(FailingListener::new);
        harness.receive(publish(1), publish(2));
        harness.endTurn();
        assertCloses(harness.frames().get(0), 1011);
        harness.pass(Farewell.ANSWER_TIMEOUT);

        assertThat(closed().kind()).isEqualTo(Kind.FAILED);
        assertThat(closed().text()).contains("too much for me");
    }

    private static final class FailingListener extends RecordingListener {
        FailingListener(EventLoop loop) {
            super(loop);
        }

        @Override
        public void message(Message message) {
            super.message(message);
            throw new IllegalStateException("too much for me");
        }
    }
}
