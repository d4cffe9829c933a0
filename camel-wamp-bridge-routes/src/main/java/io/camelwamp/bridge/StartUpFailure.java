package io.camelwamp.bridge;

import java.net.BindException;

/** Says in one line why a bridge cannot start. */
final class StartUpFailure {
    private StartUpFailure() {}

    /** The reason at the bottom of a failure, and where it lies, without what Camel wraps around. */
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
        return cause.getMessage() == null ? cause.toString() : withContext(failure, cause.getMessage());
    }

    /** What the outermost of our own exceptions says around the reason: which file, which setting. */
    private static String withContext(Throwable failure, String reason) {
        for (Throwable cause = failure; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            boolean camels = cause.getClass().getName().startsWith("org.apache.camel.");
            String message = cause.getMessage();
            if (!camels && message != null && message.endsWith(": " + reason) && !message.contains("Exception: ")) {
                return message;
            }
        }
        return reason;
    }
}
