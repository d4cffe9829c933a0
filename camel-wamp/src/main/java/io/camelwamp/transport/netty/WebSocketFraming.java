package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;

/**
 * One message per WebSocket message (spec: basic/building_blocks.md, section WebSocket Transport).
 */
final class WebSocketFraming implements Framing {
    /** Which end of the connection this is; only clients mask. */
    enum Role {
        CLIENT,
        SERVER
    }

    private final WebSocketReader reader;
    private final WebSocketWriter writer;
    private final PerMessageDeflate deflate;
    private final int maxMessageSize;

    /**
     * A framing for one connection.
     *
     * @param text whether messages are text, else binary
     * @param maxMessageSize the largest message accepted, in octets after reassembly and inflation, and the largest one sent
     * @param deflate the agreed compression, or null for none
     */
    WebSocketFraming(Role role, boolean text, int maxMessageSize, PerMessageDeflate deflate) {
        this.reader = new WebSocketReader(role == Role.SERVER, text, maxMessageSize, deflate);
        this.writer = new WebSocketWriter(role == Role.CLIENT, text, deflate);
        this.deflate = deflate;
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    public boolean read(InboundBuffer in, Sink sink) throws FramingFault {
        return reader.read(in, sink);
    }

    /** A WebSocket peer does not say what it accepts, and ends the connection over more: ours is the best guess. */
    @Override
    public int maxOutboundSize() {
        return maxMessageSize;
    }

    @Override
    public int frameSize(int messageSize) {
        return writer.frameSize(messageSize);
    }

    @Override
    public void writeMessage(ByteBuf out, byte[] message) {
        writer.message(out, message);
    }

    @Override
    public void writePing(ByteBuf out) {
        writer.ping(out);
    }

    @Override
    public void writePong(ByteBuf out, byte[] octets) {
        writer.pong(out, octets);
    }

    @Override
    public boolean writeClose(ByteBuf out, int code, String reason) {
        writer.close(out, code, reason);
        return true;
    }

    @Override
    public void release() {
        if (deflate != null) {
            deflate.end();
        }
    }
}
