package io.camelwamp.transport;

import static io.camelwamp.transport.TestMessages.publish;
import static io.camelwamp.transport.TestMessages.publishOfSize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.codec.SharedEncoding;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a transport over the network promises, tried between two ends on the loopback interface. */
public abstract class TransportContract extends ConnectingContract {
    /** Connects both ends. */
    private Transport open() throws Exception {
        connect();
        server.awaitOpened();
        return client.awaitOpened();
    }

    /** What is in the name of every client. */
    protected String clientSeenByServer() {
        return "127.0.0.1:";
    }

    private static void send(EventLoop loop, Transport transport, List<? extends Message> messages) {
        loop.execute(() -> messages.forEach(transport::send));
    }

    private void closeBoth() throws Exception {
        Transport transport = client.awaitOpened();
        clientLoop.execute(() -> transport.close("test is over"));
        client.awaitClosed();
        server.awaitClosed();
    }

    private static List<Publish> publications(int number) {
        List<Publish> messages = new ArrayList<>();
        for (int i = 1; i <= number; i++) {
            messages.add(publish(i));
        }
        return messages;
    }

    @Test
    void carriesMessagesBothWaysInOrder() throws Exception {
        Transport clientEnd = open();
        List<Publish> messages = publications(2_000);
        send(clientLoop, clientEnd, messages);
        send(serverLoop, server.awaitOpened(), messages);

        for (Publish expected : messages) {
            assertThat(server.awaitMessage()).isEqualTo(expected);
            assertThat(client.awaitMessage()).isEqualTo(expected);
        }
        closeBoth();
    }

    @Test
    void bothEndsUseTheSameSerializerAndNameTheirPeer() throws Exception {
        Transport clientEnd = open();

        assertThat(clientEnd.serializerName()).isEqualTo(serializer());
        assertThat(server.awaitOpened().serializerName()).isEqualTo(serializer());
        assertThat(clientEnd.peer()).isEqualTo(listening.uri().toString());
        assertThat(server.awaitOpened().peer()).contains(clientSeenByServer());
        closeBoth();
    }

    @Test
    void takesAMessageOfExactlyTheLimit() throws Exception {
        Transport clientEnd = open();
        Publish largest = publishOfSize(serializer(), 1, LIMIT);
        send(clientLoop, clientEnd, List.of(largest, publish(2)));
        send(serverLoop, server.awaitOpened(), List.of(largest, publish(2)));

        assertThat(server.awaitMessage()).isEqualTo(largest);
        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        assertThat(client.awaitMessage()).isEqualTo(largest);
        assertThat(client.awaitMessage()).isEqualTo(publish(2));
        closeBoth();
    }

    /** Whoever got it would end the session of everybody. */
    @Test
    void sendsNoMessageLargerThanTheLimitAndGoesOn() throws Exception {
        refusesToSendTooMuch(open(), clientLoop);
        refusesToSendTooMuch(server.awaitOpened(), serverLoop);

        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        assertThat(client.awaitMessage()).isEqualTo(publish(2));
        closeBoth();
    }

    /** And sends something smaller after that. */
    private void refusesToSendTooMuch(Transport end, EventLoop loop) throws Exception {
        Publish tooLarge = publishOfSize(serializer(), 1, LIMIT + 1);
        on(loop, () -> {
            assertThatThrownBy(() -> end.send(tooLarge))
                    .isInstanceOf(WampException.PayloadTooLarge.class)
                    .hasMessageContaining(String.valueOf(LIMIT))
                    .hasMessageContaining(end.peer());
            end.send(publish(2));
            return null;
        });
    }

    @Test
    void sendsWhatIsPendingBeforeItCloses() throws Exception {
        Transport clientEnd = open();
        List<Publish> messages = publications(3_000);
        clientLoop.execute(() -> {
            messages.forEach(clientEnd::send);
            clientEnd.close("said it all");
        });

        for (Publish expected : messages) {
            assertThat(server.awaitMessage()).isEqualTo(expected);
        }
        assertThat(server.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
        assertThat(client.awaitClosed()).isEqualTo(new CloseReason(CloseReason.Kind.LOCAL, "said it all"));
    }

    @Test
    void bothEndsMaySendAndCloseAsSoonAsTheyAreOpen() throws Exception {
        Publish large = publishOfSize(serializer(), 1, LIMIT);
        TalkativeListener talkative = new TalkativeListener(clientLoop, large);
        provider().connect(config(listening.uri()), clientLoop, talkative);

        assertThat(server.awaitMessage()).isEqualTo(large);
        assertThat(server.awaitMessage()).isEqualTo(large);
        assertThat(server.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
        assertThat(talkative.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);

        listening.close();
        TalkativeListener answering = new TalkativeListener(serverLoop, large);
        listening = listen(serverLoop, () -> answering);
        connect();
        assertThat(client.awaitMessage()).isEqualTo(large);
        assertThat(client.awaitMessage()).isEqualTo(large);
        assertThat(client.awaitClosed().kind()).isEqualTo(CloseReason.Kind.PEER);
        assertThat(answering.awaitClosed().kind()).isEqualTo(CloseReason.Kind.LOCAL);
    }

    /** Says all it has to say at once. */
    private static final class TalkativeListener extends RecordingListener {
        private final Publish message;

        TalkativeListener(EventLoop loop, Publish message) {
            super(loop);
            this.message = message;
        }

        @Override
        public void opened(Transport transport) {
            super.opened(transport);
            transport.send(message);
            transport.send(message);
            transport.close("that is all");
        }
    }

    @Test
    void dropsWhatIsSentAfterClosing() throws Exception {
        Transport clientEnd = open();
        clientLoop.execute(() -> {
            clientEnd.close("enough");
            clientEnd.close("more than enough");
            clientEnd.send(publish(1));
            clientEnd.send(new SharedEncoding(publish(2)));
        });

        assertThat(client.awaitClosed().text()).isEqualTo("enough");
        server.awaitClosed();
        assertThat(server.waiting()).isZero();
        on(clientLoop, () -> {
            clientEnd.send(publish(3));
            clientEnd.pauseReads();
            clientEnd.resumeReads();
            return null;
        });
    }

    @Test
    void bothEndsMayCloseAtTheSameTime() throws Exception {
        Transport clientEnd = open();
        Transport serverEnd = server.awaitOpened();
        clientLoop.execute(() -> clientEnd.close("client"));
        serverLoop.execute(() -> serverEnd.close("server"));

        client.awaitClosed();
        server.awaitClosed();
    }

    @Test
    void pausedReadsHoldThePeerBackAndLoseNothing() throws Exception {
        Transport clientEnd = open();
        Transport serverEnd = server.awaitOpened();
        on(serverLoop, () -> {
            serverEnd.pauseReads();
            return null;
        });

        int sent = sendUntilStuck(clientEnd);

        assertThat(server.waiting()).isZero();
        assertThat(client.writability()).isEqualTo(List.of(false));
        assertThat(on(clientLoop, clientEnd::pendingBytes)).isGreaterThan(HIGH_WATER_MARK);
        serverLoop.execute(serverEnd::resumeReads);
        for (int i = 1; i <= sent; i++) {
            assertThat(((Publish) server.awaitMessage()).request()).isEqualTo(i);
        }
        await().until(() -> client.writability().equals(List.of(false, true)));
        assertThat(on(clientLoop, clientEnd::isWritable)).isTrue();
        await().until(() -> on(clientLoop, clientEnd::pendingBytes) == 0);
        closeBoth();
    }

    /**
     * Sends in small steps until the network takes no more, which a stream of messages must reach
     * some time.
     */
    private int sendUntilStuck(Transport transport) throws Exception {
        Publish message = publishOfSize(serializer(), 1, 8_000);
        int sent = 0;
        for (boolean stuck = false; !stuck; ) {
            int first = sent + 1;
            on(clientLoop, () -> {
                transport.send(new Publish(first, message.options(), message.topic(), message.payload()));
                return null;
            });
            sent++;
            // Asking once more lets the flush of the last turn happen before the answer.
            stuck = !on(clientLoop, transport::isWritable) && !on(clientLoop, transport::isWritable);
        }
        return sent;
    }

    @Test
    void pausingWithinAMessageStopsAtThatMessage() throws Exception {
        PausingListener pausing = new PausingListener(clientLoop);
        provider().connect(config(listening.uri()), clientLoop, pausing);
        pausing.awaitOpened();
        List<Publish> messages = publications(500);
        send(serverLoop, server.awaitOpened(), messages);

        for (Publish expected : messages) {
            assertThat(pausing.awaitMessage()).isEqualTo(expected);
            assertThat(on(clientLoop, pausing::waiting)).isZero();
            clientLoop.execute(pausing.awaitOpened()::resumeReads);
        }
        clientLoop.execute(() -> pausing.transport.close("done"));
        pausing.awaitClosed();
    }

    /** Takes one message at a time. */
    private static final class PausingListener extends RecordingListener {
        private Transport transport;

        PausingListener(EventLoop loop) {
            super(loop);
        }

        @Override
        public void opened(Transport opened) {
            transport = opened;
            super.opened(opened);
        }

        @Override
        public void message(Message message) {
            transport.pauseReads();
            super.message(message);
        }
    }

    @Test
    void refusesWhatTheSerializerCannotCarryAndGoesOn() throws Exception {
        Transport clientEnd = open();
        Payload deep = Payload.ofDecoded(List.of(new Object()), Map.of());
        Publish impossible = new Publish(1, publish(1).options(), "com.example.topic", deep);

        assertThatThrownBy(() -> clientEnd.prepare(deep)).isInstanceOf(WampException.InvalidPayload.class);
        on(clientLoop, () -> {
            assertThatThrownBy(() -> clientEnd.send(impossible)).isInstanceOf(WampException.InvalidPayload.class);
            clientEnd.send(publish(2));
            return null;
        });

        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        closeBoth();
    }

    @Test
    void sendsPreparedPayloadsAndSharedEncodings() throws Exception {
        Transport clientEnd = open();
        Publish plain = publish(1);
        Payload prepared = clientEnd.prepare(plain.payload());
        SharedEncoding shared = new SharedEncoding(publish(2));
        send(clientLoop, clientEnd, List.of(new Publish(1, plain.options(), plain.topic(), prepared)));
        clientLoop.execute(() -> {
            clientEnd.send(shared);
            clientEnd.send(shared);
        });

        assertThat(prepared.encodedSize()).isPositive();
        assertThat(server.awaitMessage()).isEqualTo(plain);
        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        assertThat(server.awaitMessage()).isEqualTo(publish(2));
        closeBoth();
    }
}
