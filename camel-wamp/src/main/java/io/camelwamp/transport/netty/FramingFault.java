package io.camelwamp.transport.netty;

/** Octets that cannot be read as frames, with what the peer is told about it. */
final class FramingFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final int closeCode;

    /**
     * A fault.
     *
     * @param closeCode one of {@link CloseCode}
     * @param message what was wrong, for people on both ends
     */
    FramingFault(int closeCode, String message) {
        super(message, null, false, false);
        this.closeCode = closeCode;
    }

    int closeCode() {
        return closeCode;
    }
}
