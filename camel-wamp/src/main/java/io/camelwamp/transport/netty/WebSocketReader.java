package io.camelwamp.transport.netty;

import io.camelwamp.codec.Utf8;
import io.camelwamp.transport.netty.Framing.Sink;
import java.nio.charset.StandardCharsets;

/**
 * Reads WebSocket frames (RFC 6455, section 5) and puts fragmented and compressed messages
 * together.
 *
 * <p>All that a header can tell is checked before the payload is waited for, so that no peer can
 * make this side store more than one message of the accepted size.
 */
final class WebSocketReader {
    /**
     * Deflate may lengthen what it cannot compress by this much; the limit holds for the inflated
     * message.
     */
    private static final int DEFLATE_SLACK = 1024;

    private final boolean masked;
    private final int opcode;
    private final int maxMessageSize;
    private final PerMessageDeflate deflate;

    /** The frame whose header was read and whose payload has not arrived completely. */
    private boolean inFrame;

    private boolean fin;
    private int frameOpcode;
    private int frameLength;
    private int maskKey;

    /** The message of which fragments were read and the last one was not. */
    private boolean inMessage;

    private boolean compressed;
    private final OctetBuilder fragments = new OctetBuilder();
    private final OctetBuilder inflated = new OctetBuilder();

    /**
     * A reader for one connection.
     *
     * @param masked whether the peer is the client, which must mask
     * @param text whether messages must be text, else binary
     * @param maxMessageSize the largest message accepted, in octets after reassembly and inflation
     * @param deflate the agreed compression, or null for none
     */
    WebSocketReader(boolean masked, boolean text, int maxMessageSize, PerMessageDeflate deflate) {
        this.masked = masked;
        this.opcode = text ? Opcode.TEXT : Opcode.BINARY;
        this.maxMessageSize = maxMessageSize;
        this.deflate = deflate;
    }

    boolean read(InboundBuffer in, Sink sink) throws FramingFault {
        if (!inFrame && !readHeader(in)) {
            return false;
        }
        if (in.size() < frameLength) {
            return false;
        }
        inFrame = false;
        if (masked) {
            Masking.apply(in.array(), in.position(), frameLength, maskKey);
        }
        if (Opcode.isControl(frameOpcode)) {
            readControl(in, sink);
        } else {
            readData(in, sink);
        }
        return true;
    }

    private boolean readHeader(InboundBuffer in) throws FramingFault {
        if (in.size() < 2) {
            return false;
        }
        int first = in.at(0);
        int second = in.at(1);
        int shortLength = second & 0x7f;
        checkStart(first, second, shortLength);
        int lengthSize = shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
        int headerSize = 2 + lengthSize + (masked ? 4 : 0);
        if (in.size() < headerSize) {
            return false;
        }
        long length = lengthSize == 0 ? shortLength : number(in, 2, lengthSize);
        if (frameOpcode == opcode) {
            compressed = (first & 0x40) != 0;
        }
        checkLength(length, lengthSize);
        maskKey = masked ? (int) number(in, 2 + lengthSize, 4) : 0;
        frameLength = (int) length;
        in.skip(headerSize);
        inFrame = true;
        return true;
    }

    private void checkStart(int first, int second, int shortLength) throws FramingFault {
        fin = (first & 0x80) != 0;
        frameOpcode = first & 0x0f;
        if (!Opcode.isKnown(frameOpcode)) {
            throw protocolError("the unknown opcode " + frameOpcode);
        }
        boolean firstOfMessage = frameOpcode == Opcode.TEXT || frameOpcode == Opcode.BINARY;
        int allowedReserved = deflate != null && firstOfMessage ? 0x40 : 0;
        if ((first & 0x70 & ~allowedReserved) != 0) {
            throw protocolError("reserved bits that no agreed extension uses");
        }
        if (((second & 0x80) != 0) != masked) {
            throw protocolError(masked ? "a frame without the client's mask" : "a frame masked by the server");
        }
        if (Opcode.isControl(frameOpcode)) {
            if (!fin || shortLength > 125) {
                throw protocolError("a control frame that is fragmented or longer than 125 octets");
            }
        } else if (inMessage == firstOfMessage) {
            throw protocolError(inMessage ? "a new message inside a fragmented one" : "a continuation of no message");
        } else if (firstOfMessage && frameOpcode != opcode) {
            throw new FramingFault(
                    CloseCode.UNSUPPORTED_DATA,
                    "A "
                            + Opcode.name(frameOpcode)
                            + " message arrived, but the serializer in use needs "
                            + Opcode.name(opcode)
                            + " ones");
        }
    }

    private void checkLength(long length, int lengthSize) throws FramingFault {
        if (length < 0 || (lengthSize == 2 && length < 126) || (lengthSize == 8 && length <= 0xffff)) {
            throw protocolError("a payload length that is not in its shortest form");
        }
        if (!Opcode.isControl(frameOpcode)) {
            long slack = compressed ? (maxMessageSize >> 10) + DEFLATE_SLACK : 0;
            if (length > maxMessageSize + slack - fragments.size()) {
                throw tooBig(maxMessageSize);
            }
        }
    }

    private static long number(InboundBuffer in, int distance, int octets) {
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | in.at(distance + i);
        }
        return value;
    }

    private void readControl(InboundBuffer in, Sink sink) {
        byte[] payload = in.copy(frameLength);
        in.skip(frameLength);
        switch (frameOpcode) {
            case Opcode.PING -> sink.ping(payload);
            case Opcode.CLOSE -> readClose(payload, sink);
            default -> {
                // A pong asks for nothing: that octets arrived is the news, and the transport has
                // noticed it.
            }
        }
    }

    private static void readClose(byte[] payload, Sink sink) {
        if (payload.length < 2) {
            sink.farewell(CloseCode.NONE, "");
            return;
        }
        int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        sink.farewell(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    private void readData(InboundBuffer in, Sink sink) throws FramingFault {
        byte[] octets = in.array();
        int offset = in.position();
        in.skip(frameLength);
        if (fin && !inMessage) {
            deliver(octets, offset, frameLength, sink);
            return;
        }
        fragments.append(octets, offset, frameLength);
        inMessage = !fin;
        if (fin) {
            deliver(fragments.array(), 0, fragments.size(), sink);
            fragments.clear();
        }
    }

    private void deliver(byte[] octets, int offset, int length, Sink sink) throws FramingFault {
        if (compressed) {
            deflate.inflate(octets, offset, length, maxMessageSize, inflated);
            deliverPlain(inflated.array(), 0, inflated.size(), sink);
            inflated.clear();
        } else {
            deliverPlain(octets, offset, length, sink);
        }
    }

    private void deliverPlain(byte[] octets, int offset, int length, Sink sink) throws FramingFault {
        if (opcode == Opcode.TEXT && Utf8.endOfValid(octets, offset, offset + length) < offset + length) {
            throw new FramingFault(CloseCode.INVALID_DATA, "A text message is not valid UTF-8");
        }
        sink.message(octets, offset, length);
    }

    static FramingFault tooBig(int maxMessageSize) {
        return new FramingFault(
                CloseCode.TOO_BIG, "A message is larger than the " + maxMessageSize + " octets accepted here");
    }

    private static FramingFault protocolError(String what) {
        return new FramingFault(CloseCode.PROTOCOL_ERROR, "The WebSocket protocol does not allow " + what);
    }
}
