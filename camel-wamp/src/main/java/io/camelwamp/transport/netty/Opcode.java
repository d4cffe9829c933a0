package io.camelwamp.transport.netty;

/** The kinds of WebSocket frames (RFC 6455, section 5.2). */
final class Opcode {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private Opcode() {}

    static boolean isControl(int opcode) {
        return opcode >= CLOSE;
    }

    static boolean isKnown(int opcode) {
        return opcode <= BINARY || (opcode >= CLOSE && opcode <= PONG);
    }

    /** What a data frame is called among people. */
    static String name(int opcode) {
        return opcode == TEXT ? "text" : "binary";
    }
}
