package io.camelwamp.bridge.testing;

import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Stands in for the {@code wamp:} component: records what is published and called, and answers as a
 * test says.
 */
public final class StandInWamp extends DefaultComponent {
    /** A publication or a call as it reached the component. */
    public record Request(
            String kind,
            String uri,
            List<Object> args,
            Map<String, Object> kwargs,
            Map<String, Object> options,
            Map<String, Object> parameters,
            Long timeout,
            AtomicBoolean cancelled) {}

    /** A result with keyword results. */
    public record Result(Object body, Map<String, Object> kwargs) {}

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final AtomicLong publicationIds = new AtomicLong(1000);
    private volatile Function<Request, CompletableFuture<Object>> behaviour = this::acknowledge;

    /** What was published and called, oldest first. */
    public BlockingQueue<Request> requests() {
        return requests;
    }

    /**
     * Answers requests with what a function returns: an id, a result, a {@link Result}, or a
     * failure.
     */
    public void answerWith(Function<Request, CompletableFuture<Object>> answers) {
        behaviour = answers;
    }

    /** Answers every request with the same value. */
    public void answerWith(Object value) {
        behaviour = request -> CompletableFuture.completedFuture(value);
    }

    /** Fails every request. */
    public void failWith(Throwable failure) {
        behaviour = request -> CompletableFuture.failedFuture(failure);
    }

    /** Acknowledges publications and returns nothing from calls, as at the beginning. */
    public void reset() {
        behaviour = this::acknowledge;
        requests.clear();
    }

    private CompletableFuture<Object> acknowledge(Request request) {
        return CompletableFuture.completedFuture(
                request.kind().equals("topic") ? publicationIds.incrementAndGet() : null);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Map<String, Object> own = Map.copyOf(parameters);
        parameters.clear();
        return new StandInEndpoint(uri, this, remaining.substring(0, remaining.indexOf(':')), own);
    }

    private static final class StandInEndpoint extends DefaultEndpoint {
        private final StandInWamp component;
        private final String kind;
        private final Map<String, Object> parameters;

        StandInEndpoint(String uri, StandInWamp component, String kind, Map<String, Object> parameters) {
            super(uri, component);
            this.component = component;
            this.kind = kind;
            this.parameters = parameters;
        }

        @Override
        public Producer createProducer() {
            return new StandInProducer(this);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new UnsupportedOperationException("only publishes and calls");
        }
    }

    private static final class StandInProducer extends DefaultAsyncProducer {
        private final StandInEndpoint endpoint;

        StandInProducer(StandInEndpoint endpoint) {
            super(endpoint);
            this.endpoint = endpoint;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Request request = requestOf(exchange.getMessage());
            // In this order: who has seen a request may change what the next one is answered with.
            CompletableFuture<Object> answer = endpoint.component.behaviour.apply(request);
            endpoint.component.requests.add(request);
            CompletionStage<?> unwanted =
                    exchange.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class);
            if (unwanted != null) {
                unwanted.thenRun(() -> {
                    request.cancelled().set(true);
                    answer.completeExceptionally(new WampException.Canceled("the client is gone"));
                });
            }
            answer.whenComplete((value, failure) -> {
                if (failure != null) {
                    exchange.setException(failure);
                } else {
                    setAnswer(exchange.getMessage(), value);
                }
                callback.done(false);
            });
            return false;
        }

        @SuppressWarnings("unchecked")
        private Request requestOf(Message message) {
            String name =
                    endpoint.kind.equals("topic") ? WampConstants.OVERRIDE_TOPIC : WampConstants.OVERRIDE_PROCEDURE;
            return new Request(
                    endpoint.kind,
                    message.getHeader(name, String.class),
                    message.getBody(List.class),
                    message.getHeader(WampConstants.KWARGS, Map.of(), Map.class),
                    message.getHeader(WampConstants.OPTIONS, Map.of(), Map.class),
                    endpoint.parameters,
                    message.getHeader(WampConstants.CALL_TIMEOUT, Long.class),
                    new AtomicBoolean());
        }

        private void setAnswer(Message message, Object value) {
            message.removeHeader(WampConstants.KWARGS);
            if (endpoint.kind.equals("topic")) {
                message.setHeader(WampConstants.PUBLICATION_ID, value);
            } else if (value instanceof Result result) {
                message.setBody(result.body());
                message.setHeader(WampConstants.KWARGS, result.kwargs());
            } else {
                message.setBody(value);
            }
        }
    }
}
