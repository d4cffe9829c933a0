package io.camelwamp.component;

import io.camelwamp.protocol.WampException;
import io.camelwamp.session.WampSession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * What publishing and calling have in common: a session, and an answer that comes on its event
 * loop.
 */
abstract class WampProducer extends DefaultAsyncProducer {
    private final WampEndpoint endpoint;
    private ConnectionIdentity identity;
    private WampSession session;
    private ExecutorService executor;

    WampProducer(WampEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public WampEndpoint getEndpoint() {
        return endpoint;
    }

    final WampConfiguration options() {
        return endpoint.getConfiguration();
    }

    final WampSession session() {
        return session;
    }

    /** The endpoint's name, or that in a header, which is used up by that. */
    final String name(Message message, String overrideHeader) {
        Object override = message.getHeader(overrideHeader);
        if (override == null) {
            return endpoint.getDestinationName();
        }
        message.removeHeader(overrideHeader);
        return override.toString();
    }

    /**
     * Continues the exchange on a thread for routes when the answer is there.
     *
     * @return false: the callback will be called
     */
    final <T> boolean proceed(
            CompletableFuture<T> answer,
            Exchange exchange,
            java.util.function.Consumer<T> onSuccess,
            AsyncCallback callback) {
        answer.whenComplete(
                (value, failure) -> {
                    if (failure == null) {
                        onSuccess.accept(value);
                    } else {
                        exchange.setException(unwrap(failure));
                    }
                    try {
                        executor.execute(() -> callback.done(false));
                    } catch (RejectedExecutionException e) {
                        // The context is stopping: the exchange must end all the same.
                        callback.done(false);
                    }
                });
        return false;
    }

    final boolean fail(WampException failure, Exchange exchange, AsyncCallback callback) {
        exchange.setException(failure);
        callback.done(true);
        return true;
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        identity = ConnectionIdentity.of(endpoint.connection());
        executor = endpoint.getComponent().executor();
        session = endpoint.getComponent().sessions().acquire(identity);
    }

    @Override
    protected void doStop() throws Exception {
        if (session != null) {
            session = null;
            endpoint.getComponent().sessions().release(identity);
        }
        super.doStop();
    }
}
