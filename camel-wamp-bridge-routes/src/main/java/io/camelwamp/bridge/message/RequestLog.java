package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.protocol.WampException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what became of each request: method, path, client, status, what was wrong, time. Bodies,
 * queries and secrets are never logged. Belongs at the beginning of a route; does nothing unless
 * {@code debug} is set.
 */
public class RequestLog implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private boolean debug;

    @Override
    public void process(Exchange exchange) {
        if (debug) {
            HttpServletRequest request = HttpRequests.requestOf(exchange);
            exchange.getExchangeExtension().addOnCompletion(new Outcome(request, System.nanoTime()));
        }
    }

    private static final class Outcome extends SynchronizationAdapter {
        private final String method;
        private final String path;
        private final String client;
        private final long start;

        Outcome(HttpServletRequest request, long start) {
            this.method = request.getMethod();
            this.path = request.getRequestURI();
            this.client = request.getRemoteAddr();
            this.start = start;
        }

        @Override
        public void onDone(Exchange exchange) {
            Object status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
            Throwable failure =
                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
            LOG.info(
                    "{} {} from {}: {} after {} µs{}",
                    method,
                    path,
                    client,
                    status,
                    micros,
                    failure == null ? "" : ", " + describe(failure));
        }

        /** The arguments of a WAMP error belong to its caller alone. */
        private static String describe(Throwable failure) {
            return failure instanceof WampException error ? error.uri() : failure.getMessage();
        }
    }

    /** Sets whether requests are logged; false by default. */
    public void setDebug(boolean debug) {
        this.debug = debug;
    }
}
