package io.camelwamp.transport.netty;

import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CloseReason.Kind;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;

/** Puts into words why there is no connection, or no more. */
final class ConnectionFailure {
    private static final int LONGEST_QUOTE = 200;

    private ConnectionFailure() {}

    /** An attempt that failed before the handshake was done. */
    static CloseReason ofAttempt(String peer, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof NotSslRecordException) {
            return new CloseReason(Kind.HANDSHAKE_REFUSED, peer + " does not speak TLS on this port");
        }
        if (cause instanceof SSLException) {
            return new CloseReason(
                    Kind.HANDSHAKE_REFUSED, "TLS handshake with " + peer + " failed: " + words(rootCause(cause)));
        }
        if (cause instanceof UnknownHostException) {
            return new CloseReason(Kind.UNREACHABLE, "Cannot connect to " + peer + ": unknown host");
        }
        if (cause instanceof ClosedChannelException) {
            return hungUp(peer);
        }
        return new CloseReason(Kind.UNREACHABLE, "Cannot connect to " + peer + ": " + words(cause));
    }

    /**
     * What an HTTP status in place of a connection means: an overloaded or starting server is like
     * one that cannot be reached, others need somebody who changes something.
     */
    static Kind kindOfStatus(int status) {
        return status >= 500 || status == 408 || status == 429 ? Kind.UNREACHABLE : Kind.HANDSHAKE_REFUSED;
    }

    /** A peer that ended the connection before the handshake was done. */
    static CloseReason hungUp(String peer) {
        return new CloseReason(Kind.UNREACHABLE, peer + " closed the connection during the handshake");
    }

    /** An open connection that failed. */
    static CloseReason reason(String peer, Throwable failure) {
        Throwable cause = unwrap(failure);
        String text = cause instanceof ClosedChannelException ? "closed while sending" : words(cause);
        return new CloseReason(Kind.FAILED, "Connection with " + peer + " failed: " + text);
    }

    /** An open connection that ended without a word. */
    static CloseReason dropped(String peer) {
        return new CloseReason(Kind.PEER, peer + " dropped the connection without saying why");
    }

    /** A peer's close frame. */
    static String describeClose(String peer, int code, String reason) {
        String number = code == CloseCode.NONE ? "" : " with code " + code;
        return peer + " closed the connection" + number + (reason.isEmpty() ? "" : ": " + quote(reason));
    }

    /** A peer's words on one line, shortened, without what could deceive a reader of logs. */
    static String quote(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    private static Throwable unwrap(Throwable failure) {
        boolean wrapped = failure instanceof DecoderException
                && failure.getCause() != null
                && !(failure instanceof NotSslRecordException);
        return wrapped ? failure.getCause() : failure;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String words(Throwable cause) {
        boolean speaks = cause.getMessage() != null && !cause.getMessage().isBlank();
        if (cause instanceof IOException || cause instanceof java.security.GeneralSecurityException) {
            return speaks ? quote(cause.getMessage()) : cause.getClass().getSimpleName();
        }
        return cause.getClass().getSimpleName() + (speaks ? " " + quote(cause.getMessage()) : "");
    }
}
