package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.transport.EventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.Test;

/** What is counted and held back while a client does not read. */
class JettyOutboundTest {
    private static final int HIGH_WATER_MARK = 1000;

    private final Tasks loop = new Tasks();
    private final Network network = new Network();
    private final List<Boolean> changes = new ArrayList<>();
    private final JettyOutbound outbound = new JettyOutbound(network, loop, HIGH_WATER_MARK, changes::add);

    /** A loop that runs when the test says so. */
    private static final class Tasks implements EventLoop {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("Nothing here takes time");
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        void run() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    /** Takes frames at once, or keeps them until the client reads. */
    private static final class Network extends CoreSession.Empty {
        private final List<String> pongs = new ArrayList<>();
        private final Queue<Callback> unread = new ArrayDeque<>();
        private boolean reading = true;

        @Override
        public void sendFrame(OutgoingEntry entry) {
            Frame frame = entry.getFrame();
            if (frame.getOpCode() == OpCode.PONG) {
                pongs.add(StandardCharsets.UTF_8.decode(frame.getPayload()).toString());
            }
            BufferUtil.clear(frame.getPayload());
            if (reading) {
                entry.getCallback().succeeded();
            } else {
                unread.add(entry.getCallback());
            }
        }

        @Override
        public void flush(Callback callback) {
            callback.succeeded();
        }

        void readOne() {
            unread.remove().succeeded();
        }
    }

    private void ping(String content) {
        outbound.sendPong(StandardCharsets.UTF_8.encode(content));
        loop.run();
    }

    private void send(int octets) {
        outbound.send(new Frame(OpCode.BINARY, true, ByteBuffer.allocate(octets)));
        loop.run();
    }

    @Test
    void answersPingsOfAClientThatReads() {
        ping("one");
        ping("two");

        assertThat(network.pongs).containsExactly("one", "two");
        assertThat(outbound.pending()).isZero();
    }

    @Test
    void keepsOnlyTheLatestPingWhileTheClientDoesNotReadItsPong() {
        network.reading = false;

        for (int i = 1; i <= 1000; i++) {
            ping("ping " + i);
        }

        assertThat(network.pongs).containsExactly("ping 1");
        assertThat(outbound.pending()).isEqualTo("ping 1".length());
        network.readOne();
        loop.run();
        assertThat(network.pongs).containsExactly("ping 1", "ping 1000");
        network.readOne();
        loop.run();
        assertThat(network.unread).isEmpty();
        assertThat(outbound.pending()).isZero();
    }

    @Test
    void answersAPingOnceThereIsRoomAgain() {
        network.reading = false;
        send(HIGH_WATER_MARK + 1);
        ping("one");
        assertThat(network.pongs).isEmpty();

        network.readOne();
        loop.run();

        assertThat(network.pongs).containsExactly("one");
        assertThat(changes).containsExactly(false, true);
    }

    @Test
    void staysWritableWhenAMessageAboveTheMarkIsTakenAtOnce() {
        send(HIGH_WATER_MARK + 1);

        assertThat(outbound.isWritable()).isTrue();
        ping("one");
        assertThat(network.pongs).containsExactly("one");
    }

    @Test
    void becomesWritableAgainWhenAllIsTakenWhileTheListenerIsBeingTold() {
        network.reading = false;
        JettyOutbound racing = new JettyOutbound(network, loop, HIGH_WATER_MARK, writable -> {
            changes.add(writable);
            network.unread.forEach(Callback::succeeded);
            network.unread.clear();
        });

        racing.send(new Frame(OpCode.BINARY, true, ByteBuffer.allocate(HIGH_WATER_MARK + 1)));
        loop.run();

        assertThat(racing.isWritable()).isTrue();
        assertThat(changes).containsExactly(false, true);
    }
}
