package io.camelwamp.bridge;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;

/** Says in one line why a bridge cannot start. */
final class StartUpFailure {
    private StartUpFailure() {}

    /** The reason at the bottom of a failure, and where it lies, without what Camel wraps around. */
    static String explain(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable cause : chain) {
            if (cause instanceof BindException && failure != cause) {
                return "the address or the port cannot be used: " + cause.getMessage()
                        + "; bridge.address and bridge.port set others";
            }
        }
        Collections.reverse(chain);
        String reason = chain.stream()
                .filter(StartUpFailure::speaks)
                .findFirst()
                .map(Throwable::getMessage)
                .orElse(null);
        if (reason == null) {
            return withoutWords(chain.get(0));
        }
        return withContext(chain, reason) + ofRoute(chain);
    }

    /** Whether a failure is of a kind that settings and surroundings cause, so that its text is enough. */
    static boolean isForeseen(Throwable failure) {
        List<Throwable> chain = chain(failure);
        Throwable root = chain.get(chain.size() - 1);
        boolean ofTheProgram = root instanceof Error
                || root instanceof NullPointerException
                || root instanceof ClassCastException
                || root instanceof IndexOutOfBoundsException
                || root instanceof UnsupportedOperationException;
        return !ofTheProgram && root.getMessage() != null;
    }

    /** From the outermost to the root. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /** Whether its text tells what is wrong: some say only what was looked at, or what is inside of them. */
    private static boolean speaks(Throwable cause) {
        boolean bare = cause instanceof NoSuchFileException
                || cause instanceof AccessDeniedException
                || cause instanceof NumberFormatException;
        String message = cause.getMessage();
        return !bare && message != null && !message.contains("Exception: ");
    }

    private static String withoutWords(Throwable root) {
        if (root instanceof FileSystemException file) {
            return "the file " + file.getFile()
                    + (root instanceof NoSuchFileException ? " is not there" : " may not be read");
        }
        return root instanceof NumberFormatException ? "a number is wrong: " + root.getMessage() : root.toString();
    }

    /** What the outermost of our own exceptions says around the reason: which file, which setting. */
    private static String withContext(List<Throwable> fromRoot, String reason) {
        String text = reason;
        for (Throwable cause : fromRoot) {
            boolean camels = cause.getClass().getName().startsWith("org.apache.camel.");
            String message = cause.getMessage();
            if (!camels && message != null && message.endsWith(": " + reason) && !message.contains("Exception: ")) {
                text = message;
            }
        }
        return text;
    }

    /** Names the service or route, whose name is that of its route. */
    private static String ofRoute(List<Throwable> fromRoot) {
        for (Throwable cause : fromRoot) {
            String route = null;
            if (cause instanceof FailedToStartRouteException failed) {
                route = failed.getRouteId();
            } else if (cause instanceof FailedToCreateRouteException failed) {
                route = failed.getRouteId();
            }
            if (route != null) {
                return " (in '" + route + "')";
            }
        }
        return "";
    }
}
