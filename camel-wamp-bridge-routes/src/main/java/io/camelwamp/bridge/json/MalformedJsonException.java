package io.camelwamp.bridge.json;

/**
 * A body that is not the strict JSON that was asked for; the message says what is wrong, for the
 * client to read.
 */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** An error without a stack trace: it describes the input, not the program. */
    public MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
