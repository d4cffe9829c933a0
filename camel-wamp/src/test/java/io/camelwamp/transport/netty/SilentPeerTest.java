package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.Transport;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transport that is not to ping, because its peer would break, has its listener ask. */
class SilentPeerTest {
    /** Asks with a message, if it can. */
    private static final class Asking extends RecordingListener {
        private int silences;
        private boolean able = true;

        Asking(EventLoop loop) {
            super(loop);
        }

        @Override
        public boolean silent() {
            silences++;
            if (able) {
                transport().send(publish(silences));
            }
            return able;
        }

        private Transport transport() {
            try {
                return awaitOpened();
            } catch (Exception e) {
                throw new AssertionError("The transport told of silence before it was open", e);
            }
        }
    }

    private final TransportHarness harness = new TransportHarness(Asking::new, framing -> framing, false);
    private final Asking listener = (Asking) harness.listener;

    @AfterEach
    void leavesNoTimerBehind() throws Exception {
        harness.dispose();
        listener.awaitClosed();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void isGivenUpUnlessSomethingArrivesAfterTheListenerAsked() throws Exception {
        harness.pass(TransportHarness.PING_INTERVAL);
        assertThat(listener.silences).isEqualTo(1);
        assertThat(harness.frames()).singleElement().isInstanceOf(TextWebSocketFrame.class);
        harness.pass(TransportHarness.PING_TIMEOUT);

        CloseReason reason = listener.awaitClosed();
        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.UNRESPONSIVE);
        assertThat(reason.text()).isEqualTo("the-peer was silent and did not answer a request for a sign of life");
        assertThat(harness.isOpen()).isFalse();
    }

    @Test
    void livesOnIfAnythingArrives() {
        for (int i = 1; i <= 5; i++) {
            harness.pass(TransportHarness.PING_INTERVAL
                    .plus(TransportHarness.PING_TIMEOUT)
                    .minusMillis(1));
            assertThat(listener.silences).isEqualTo(i);
            harness.receive(publish(1));
        }
        assertThat(harness.isOpen()).isTrue();
    }

    @Test
    void livesOnWhileTheListenerCannotAsk() {
        listener.able = false;
        harness.pass(TransportHarness.PING_INTERVAL.multipliedBy(10));

        assertThat(listener.silences).isEqualTo(10);
        assertThat(harness.frames()).isEmpty();
        assertThat(harness.isOpen()).isTrue();
    }

    @Test
    void isNeitherAskedNorGivenUpWhileItIsNotRead() {
        harness.pass(TransportHarness.PING_INTERVAL);
        assertThat(listener.silences).isEqualTo(1);
        harness.transport.pauseReads();
        harness.pass(Duration.ofHours(1));
        assertThat(listener.silences).isEqualTo(1);
        assertThat(harness.isOpen()).isTrue();

        harness.transport.resumeReads();
        harness.pass(TransportHarness.PING_INTERVAL);
        assertThat(listener.silences).isEqualTo(2);
    }

    @Test
    void isAskedEvenIfItDoesNotReadWhatWasSentBefore() {
        harness.stuck();
        while (harness.transport.isWritable()) {
            harness.transport.send(publish(1));
        }
        harness.endTurn();
        harness.pass(TransportHarness.PING_INTERVAL);
        assertThat(listener.silences).isEqualTo(1);
        harness.pass(TransportHarness.PING_TIMEOUT);

        assertThat(harness.isOpen()).isFalse();
    }
}
