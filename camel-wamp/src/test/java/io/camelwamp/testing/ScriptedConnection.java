package io.camelwamp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Liveness;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The client's end of a scripted conversation: real JSON, and whatever the script makes of it. */
final class ScriptedConnection implements Transport {
    private static final MessageCodec CODEC = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES);

    /** How much of a message the story tells. */
    private static final int SHOWN = 160;

    private final String peer;
    private final EventLoop loop;
    private final TransportListener listener;
    private final List<String> story;
    private final Liveness liveness;

    /** What the client has sent and the script has not looked at. */
    private final Queue<JsonNode> sent = new ArrayDeque<>();

    /** Reads that wait because the client pauses; each is one or several messages. */
    private final Queue<List<String>> unread = new ArrayDeque<>();

    private int messageLimit = Integer.MAX_VALUE;
    private boolean peerReads = true;
    private long pendingBytes;
    private boolean paused;
    private int pauses;
    private String closeReason;
    private boolean closedTold;

    /**
     * A connection that is not open yet.
     *
     * @param silenceLimit after which the client is asked to find out whether the router is there, as on
     *     raw socket; zero for never
     */
    ScriptedConnection(
            TransportConfig target,
            Duration silenceLimit,
            EventLoop loop,
            TransportListener listener,
            List<String> story) {
        this.peer = target.uri().toString();
        this.liveness = new Liveness(loop, silenceLimit, target.pingTimeout(), listener::silent, this::dead);
        this.loop = loop;
        this.listener = listener;
        this.story = story;
    }

    // ---- what the client does

    @Override
    public void send(Message message) {
        if (closeReason != null || closedTold) {
            return;
        }
        byte[] octets = CODEC.encode(message);
        checkSize(octets.length);
        String json = new String(octets, StandardCharsets.UTF_8);
        story.add("client  " + shortened(json));
        sent.add(JsonPattern.parse(json));
        if (!peerReads) {
            pendingBytes += octets.length;
        }
    }

    private static String shortened(String json) {
        return json.length() <= SHOWN ? json : json.substring(0, SHOWN) + "…";
    }

    @Override
    public Payload prepare(Payload payload) {
        Payload encoded = CODEC.serializer().encodePayload(payload);
        checkSize(encoded.encodedSize());
        return encoded;
    }

    private void checkSize(int octets) {
        if (octets > messageLimit) {
            throw new WampException.PayloadTooLarge(
                    "%d octets are more than the %d that %s accepts".formatted(octets, messageLimit, peer));
        }
    }

    @Override
    public long pendingBytes() {
        return pendingBytes;
    }

    @Override
    public boolean isWritable() {
        return peerReads;
    }

    @Override
    public void pauseReads() {
        liveness.stop();
        story.add("client  pauses reading");
        paused = true;
        pauses++;
    }

    @Override
    public void resumeReads() {
        story.add("client  reads again");
        paused = false;
        liveness.start();
        loop.execute(this::deliverUnread);
    }

    @Override
    public void close(String reason) {
        if (closeReason == null) {
            closeReason = reason;
            story.add("client  closes: " + reason);
            end(new CloseReason(CloseReason.Kind.LOCAL, reason));
        }
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String serializerName() {
        return CODEC.serializer().name();
    }

    // ---- what the script does

    private void dead() {
        story.add("client  finds the router dead");
        end(new CloseReason(CloseReason.Kind.UNRESPONSIVE, peer + " was silent"));
    }

    void open() {
        liveness.start();
        loop.execute(() -> listener.opened(this));
    }

    /** Has the client find some messages in one read. */
    void arrive(List<String> messages) {
        messages.forEach(message -> story.add("router  " + shortened(message)));
        liveness.heard();
        unread.add(new ArrayList<>(messages));
        loop.execute(this::deliverUnread);
    }

    private void deliverUnread() {
        while (!paused && !closedTold && !unread.isEmpty()) {
            unread.remove().forEach(this::deliver);
        }
    }

    private void deliver(String json) {
        byte[] octets = json.getBytes(StandardCharsets.UTF_8);
        Message message;
        try {
            message = CODEC.decode(octets, 0, octets.length);
        } catch (WampException.ProtocolViolation violation) {
            listener.violated(violation);
            return;
        }
        listener.message(message);
    }

    void end(CloseReason reason) {
        loop.execute(() -> {
            if (!closedTold) {
                closedTold = true;
                liveness.stop();
                listener.closed(reason);
            }
        });
    }

    void limitMessages(int octets) {
        messageLimit = octets;
    }

    /** The network takes nothing more, or everything again. */
    void peerReads(boolean reads) {
        if (peerReads != reads) {
            peerReads = reads;
            pendingBytes = 0;
            loop.execute(() -> listener.writabilityChanged(reads));
        }
    }

    void leaveUnread(long octets) {
        pendingBytes = octets;
    }

    JsonNode nextSent() {
        return sent.poll();
    }

    boolean isPaused() {
        return paused;
    }

    int pauses() {
        return pauses;
    }

    /** Why the client closed; null if it did not. */
    String closeReason() {
        return closeReason;
    }
}
