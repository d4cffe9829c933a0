package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;

/**
 * One message per frame behind a prefix of four octets (spec: advanced/transport_rawsocket.md,
 * section Framing): {@code RRRRXTTT} and a length of 24 bits, where X stands for 2^24 and R is
 * reserved.
 *
 * <p>All that a prefix can tell is checked before its payload is waited for. There is no frame that
 * announces the end.
 */
final class RawSocketFraming implements Framing {
    private static final int PREFIX = 4;

    private static final int MESSAGE = 0;
    private static final int PING = 1;
    private static final int PONG = 2;

    private static final int TYPE_BITS = 0x07;
    private static final int LARGEST_BIT = 0x08;
    private static final int RESERVED_BITS = 0xf0;

    /** Not empty: Autobahn takes an empty ping for a message of 16 MiB, and would wait for it. */
    private static final byte[] PING_PAYLOAD = {'p', 'i', 'n', 'g'};

    private final int maxInboundSize;
    private final int maxOutboundSize;

    /** The frame whose prefix was read and whose payload has not arrived completely. */
    private boolean inFrame;

    private int frameType;
    private int frameLength;

    /**
     * A framing for one connection.
     *
     * @param maxInboundSize what the peer was told, in octets
     * @param maxOutboundSize what the peer told, in octets, or less
     */
    RawSocketFraming(int maxInboundSize, int maxOutboundSize) {
        this.maxInboundSize = maxInboundSize;
        this.maxOutboundSize = maxOutboundSize;
    }

    @Override
    public boolean read(InboundBuffer in, Sink sink) throws FramingFault {
        if (!inFrame && !readPrefix(in)) {
            return false;
        }
        if (in.size() < frameLength) {
            return false;
        }
        inFrame = false;
        switch (frameType) {
            case MESSAGE -> {
                int offset = in.position();
                in.skip(frameLength);
                sink.message(in.array(), offset, frameLength);
            }
            case PING -> {
                byte[] payload = in.copy(frameLength);
                in.skip(frameLength);
                sink.ping(payload);
            }
            // A pong asks for nothing: that octets arrived is the news, and the transport has
            // noticed it.
            default -> in.skip(frameLength);
        }
        return true;
    }

    private boolean readPrefix(InboundBuffer in) throws FramingFault {
        if (in.size() < PREFIX) {
            return false;
        }
        int first = in.at(0);
        int length = in.at(1) << 16 | in.at(2) << 8 | in.at(3);
        if ((first & RESERVED_BITS) != 0) {
            throw protocolError("reserved bits in the prefix of a frame");
        }
        if ((first & LARGEST_BIT) != 0) {
            if (length != 0) {
                throw protocolError("a length beyond 2^24");
            }
            length = RawSocketHandshake.LARGEST_LIMIT;
        }
        frameType = first & TYPE_BITS;
        frameLength = length;
        checkFrame();
        in.skip(PREFIX);
        inFrame = true;
        return true;
    }

    private void checkFrame() throws FramingFault {
        if (frameType > PONG) {
            throw protocolError("the reserved frame type " + frameType);
        }
        if (frameLength > maxInboundSize) {
            throw new FramingFault(
                    CloseCode.TOO_BIG,
                    "A frame of " + frameLength + " octets is larger than the " + maxInboundSize + " accepted here");
        }
        if (frameType == PING && frameLength > maxOutboundSize) {
            throw protocolError("a ping whose answer would be larger than its sender accepts");
        }
    }

    @Override
    public int maxOutboundSize() {
        return maxOutboundSize;
    }

    @Override
    public int frameSize(int messageSize) {
        return messageSize + PREFIX;
    }

    @Override
    public void writeMessage(ByteBuf out, byte[] message) {
        frame(out, MESSAGE, message);
    }

    @Override
    public void writePing(ByteBuf out) {
        frame(out, PING, PING_PAYLOAD);
    }

    @Override
    public void writePong(ByteBuf out, byte[] octets) {
        frame(out, PONG, octets);
    }

    private static void frame(ByteBuf out, int type, byte[] payload) {
        // The bit of 2^24 does not stand beside the others, but left of the type.
        out.writeInt(type << 24 | (payload.length & 0xffffff) | (payload.length >>> 24) << 27);
        out.writeBytes(payload);
    }

    /** Nothing can be announced: the end of the stream is the announcement. */
    @Override
    public boolean writeClose(ByteBuf out, int code, String reason) {
        return false;
    }

    @Override
    public void release() {
        // Holds no native memory.
    }

    private static FramingFault protocolError(String what) {
        return new FramingFault(CloseCode.PROTOCOL_ERROR, "The raw socket protocol does not allow " + what);
    }
}
