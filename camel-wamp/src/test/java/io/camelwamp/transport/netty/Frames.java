package io.camelwamp.transport.netty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** WebSocket frames made by hand, also wrong ones (RFC 6455, section 5.2). */
final class Frames {
    static final int FIN = 0x80;
    static final int COMPRESSED = 0x40;

    private static final byte[] KEY = {0x12, (byte) 0xfe, 0x00, 0x7f};

    private Frames() {}

    /** A frame with its length in the shortest form. */
    static byte[] frame(boolean masked, int firstOctet, byte[] payload) {
        int form = payload.length < 126 ? payload.length : payload.length <= 0xffff ? 126 : 127;
        return frame(masked, firstOctet, form, payload.length, payload);
    }

    /** A frame with a length in a given form, followed by as much payload as there is. */
    static byte[] frame(boolean masked, int firstOctet, int lengthForm, long length, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstOctet);
        out.write((masked ? 0x80 : 0) | lengthForm);
        int lengthOctets = lengthForm == 126 ? 2 : lengthForm == 127 ? 8 : 0;
        for (int i = lengthOctets - 1; i >= 0; i--) {
            out.write((int) (length >>> (8 * i)));
        }
        if (masked) {
            out.writeBytes(KEY);
        }
        for (int i = 0; i < payload.length; i++) {
            out.write(masked ? payload[i] ^ KEY[i % 4] : payload[i]);
        }
        return out.toByteArray();
    }

    static byte[] text(boolean masked, String text) {
        return frame(masked, FIN | Opcode.TEXT, utf8(text));
    }

    static byte[] close(boolean masked, int code, String reason) {
        return frame(masked, FIN | Opcode.CLOSE, join(new byte[] {(byte) (code >> 8), (byte) code}, utf8(reason)));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
