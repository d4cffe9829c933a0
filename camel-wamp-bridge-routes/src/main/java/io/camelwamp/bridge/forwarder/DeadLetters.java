package io.camelwamp.bridge.forwarder;

import io.camelwamp.component.WampConstants;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where events end that cannot be delivered: an endpoint of Camel, or nowhere. What is lost for good is counted and logged,
 * though not one by one. Thread-safe.
 */
final class DeadLetters {
    /** The header of a dead letter that says why it is one. */
    static final String REASON = "CamelWampForwardFailure";

    /** The header of a dead letter with the URL that it was meant for. */
    static final String URL = "CamelWampForwardUrl";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final long LOG_PAUSE = TimeUnit.SECONDS.toNanos(10);

    private final String url;
    private final Endpoint endpoint;
    private final AsyncProducer producer;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

    /**
     * Opens the endpoint.
     *
     * @param uri null or empty for nowhere
     * @param url what the events were meant for
     */
    DeadLetters(CamelContext context, String uri, String url) throws Exception {
        this.url = url;
        if (uri == null || uri.isEmpty()) {
            endpoint = null;
            producer = null;
        } else {
            endpoint = context.getEndpoint(uri);
            producer = endpoint.createAsyncProducer();
            ServiceHelper.startService(endpoint, producer);
        }
    }

    /**
     * Hands an event over.
     *
     * @return completed, always without a failure, when the endpoint has taken it or it is lost
     */
    CompletableFuture<Void> take(ForwardedEvent event, String reason) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        if (producer == null) {
            lose(event, reason);
            taken.complete(null);
            return taken;
        }
        Exchange exchange = endpoint.createExchange();
        Message message = exchange.getIn();
        message.setBody(new String(event.body(), StandardCharsets.UTF_8));
        message.setHeader(WampConstants.TOPIC, event.topic());
        message.setHeader(WampConstants.PUBLICATION_ID, event.publication());
        message.setHeader(URL, url);
        message.setHeader(REASON, reason);
        try {
            producer.process(exchange, doneSync -> {
                if (exchange.getException() == null) {
                    delivered.incrementAndGet();
                } else {
                    LOG.debug("The dead-letter endpoint has not taken the {}", event, exchange.getException());
                    lose(event, reason + ", and the dead-letter endpoint failed");
                }
                taken.complete(null);
            });
        } catch (RuntimeException e) {
            LOG.debug("The dead-letter endpoint has not taken the {}", event, e);
            lose(event, reason + ", and the dead-letter endpoint failed");
            taken.complete(null);
        }
        return taken;
    }

    private void lose(ForwardedEvent event, String reason) {
        long count = lost.incrementAndGet();
        long due = nextLog.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_PAUSE)) {
            LOG.warn("Events for {} are lost, {} until now; the last is the {}: {}", url, count, event, reason);
        }
    }

    long delivered() {
        return delivered.get();
    }

    long lost() {
        return lost.get();
    }

    void close() {
        ServiceHelper.stopService(producer);
        if (lost.get() > 0) {
            LOG.warn("Events for {} that were lost: {}", url, lost);
        }
    }
}
