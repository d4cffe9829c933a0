package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;

/** What the client's failures mean to those who sent a request. */
final class OutboundFailures {
    /** How far a request got. */
    enum Progress {
        /** No connection had taken it. */
        WAITING,
        /** It had a connection, but TLS was not agreed upon, so nothing of it can have been sent. */
        UNSECURED,
        /** It may have been sent, as a whole or in part. */
        SENT
    }

    /** The parser's text, which nothing else tells the failure by. */
    private static final String HEADERS_TOO_LARGE = "Response Header Bytes Too Large";

    private OutboundFailures() {}

    /** Translates a failure. */
    static OutboundException of(Throwable failure, Progress progress) {
        if (failure instanceof OutboundException known) {
            return known;
        }
        if (failure instanceof RejectedExecutionException) {
            return new OutboundException(
                    Kind.UNAVAILABLE, "too many requests wait for a connection to the backend", failure);
        }
        if (failure instanceof TimeoutException) {
            return new OutboundException(
                    Kind.TIMED_OUT,
                    progress == Progress.SENT
                            ? "the backend did not answer in time"
                            : "there was no connection to the backend in time",
                    failure);
        }
        return switch (progress) {
            case WAITING -> unreachable(unconnected(failure), failure);
            case UNSECURED -> unreachable(unsecured(failure), failure);
            case SENT -> answered(failure);
        };
    }

    private static OutboundException unreachable(String reason, Throwable failure) {
        return new OutboundException(Kind.UNREACHABLE, "there is no connection to the backend: " + reason, failure);
    }

    private static String unconnected(Throwable failure) {
        if (failure instanceof UnknownHostException) {
            return "the name of its host is unknown";
        }
        if (failure instanceof SocketTimeoutException) {
            return "its host does not accept one in time";
        }
        if (failure instanceof SSLException) {
            return unsecured(failure);
        }
        boolean refused = failure instanceof ConnectException
                && String.valueOf(failure.getMessage()).contains("refused");
        return refused ? "its host refuses it" : "its host cannot be reached";
    }

    private static String unsecured(Throwable failure) {
        return causes(failure).anyMatch(CertificateException.class::isInstance)
                ? "its TLS certificate is not trusted, or for another host"
                : "TLS failed, as it does on a port for http";
    }

    private static OutboundException answered(Throwable failure) {
        if (saysHeadersAreTooLarge(failure)) {
            return new OutboundException(
                    Kind.TOO_LARGE,
                    "the headers of the backend's answer are larger than " + OutboundClient.HEADERS_SIZE + " octets",
                    failure);
        }
        if (failure instanceof HttpResponseException || failure instanceof HttpException) {
            return new OutboundException(Kind.MALFORMED, "the backend's answer is not HTTP", failure);
        }
        return new OutboundException(Kind.DROPPED, "the connection to the backend ended before its answer", failure);
    }

    private static boolean saysHeadersAreTooLarge(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof HttpException known && HEADERS_TOO_LARGE.equals(known.getReason()));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
