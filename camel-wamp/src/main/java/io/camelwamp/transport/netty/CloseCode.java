package io.camelwamp.transport.netty;

/** The WebSocket close codes in use (RFC 6455, section 7.4.1). */
final class CloseCode {
    static final int NORMAL = 1000;
    static final int PROTOCOL_ERROR = 1002;
    static final int UNSUPPORTED_DATA = 1003;

    /** Stands for a close frame without a code. */
    static final int NONE = -1;

    static final int INVALID_DATA = 1007;
    static final int TOO_BIG = 1009;
    static final int INTERNAL_ERROR = 1011;

    private CloseCode() {}

    /** Tells whether a peer may send this code. */
    static boolean isLegal(int code) {
        return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
    }
}
