package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes WebSocket frames (RFC 6455, section 5), each message as one frame. */
final class WebSocketWriter {
    /** First octet, mask key and the longest form of the length. */
    private static final int LONGEST_HEADER = 14;

    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;

    /** Smaller messages are sent as they are: their frames would hardly shrink. */
    private static final int SMALLEST_DEFLATED = 64;

    private static final int LONGEST_CLOSE_REASON = 123;
    private static final byte[] NOTHING = new byte[0];

    private final Masking.Keys masks;
    private final int opcode;
    private final PerMessageDeflate deflate;
    private final OctetBuilder deflated = new OctetBuilder();

    /**
     * A writer for one connection.
     *
     * @param masking whether this side is the client, which must mask
     * @param text whether messages are text, else binary
     * @param deflate the agreed compression, or null for none
     */
    WebSocketWriter(boolean masking, boolean text, PerMessageDeflate deflate) {
        this.masks = masking ? new Masking.Keys() : null;
        this.opcode = text ? Opcode.TEXT : Opcode.BINARY;
        this.deflate = deflate;
    }

    int frameSize(int messageSize) {
        return messageSize + LONGEST_HEADER;
    }

    void message(ByteBuf out, byte[] message) {
        if (deflate == null || message.length < SMALLEST_DEFLATED) {
            frame(out, FIN | opcode, message, message.length);
            return;
        }
        deflate.deflate(message, deflated);
        frame(out, FIN | COMPRESSED | opcode, deflated.array(), deflated.size());
        deflated.clear();
    }

    void ping(ByteBuf out) {
        frame(out, FIN | Opcode.PING, NOTHING, 0);
    }

    void pong(ByteBuf out, byte[] octets) {
        frame(out, FIN | Opcode.PONG, octets, octets.length);
    }

    void close(ByteBuf out, int code, String reason) {
        if (code == CloseCode.NONE) {
            frame(out, FIN | Opcode.CLOSE, NOTHING, 0);
            return;
        }
        byte[] text = shorten(reason.getBytes(StandardCharsets.UTF_8));
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >>> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        frame(out, FIN | Opcode.CLOSE, payload, payload.length);
    }

    private static byte[] shorten(byte[] text) {
        if (text.length <= LONGEST_CLOSE_REASON) {
            return text;
        }
        int length = LONGEST_CLOSE_REASON;
        while ((text[length] & 0xc0) == 0x80) {
            length--; // not within a character
        }
        return Arrays.copyOf(text, length);
    }

    private void frame(ByteBuf out, int firstOctet, byte[] payload, int length) {
        out.writeByte(firstOctet);
        int maskBit = masks == null ? 0 : 0x80;
        if (length < 126) {
            out.writeByte(maskBit | length);
        } else if (length <= 0xffff) {
            out.writeByte(maskBit | 126);
            out.writeShort(length);
        } else {
            out.writeByte(maskBit | 127);
            out.writeLong(length);
        }
        if (masks == null) {
            out.writeBytes(payload, 0, length);
        } else {
            int key = masks.next();
            out.writeInt(key);
            Masking.append(out, payload, length, key);
        }
    }
}
