package io.camelwamp.bridge;

import java.net.BindException;

/** Says in one line why a bridge cannot start. */
final class StartUpFailure {
    private StartUpFailure() {}

    /** The reason at the bottom of a failure, without what wraps it. */
    static String explain(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            if (cause instanceof BindException) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof BindException && failure != cause) {
            return "the address or the port cannot be used: " + cause.getMessage();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
