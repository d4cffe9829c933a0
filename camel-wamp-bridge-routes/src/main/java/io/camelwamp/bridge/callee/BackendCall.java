package io.camelwamp.bridge.callee;

import io.camelwamp.bridge.outbound.Backend;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.outbound.Recall;
import io.camelwamp.bridge.outbound.Retrier;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.WampException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that becomes a request: what comes of it is the result of the call, or its error. When the call is cancelled the
 * request is aborted, so that the call's place is free again.
 *
 * <p>The exchange goes on on one of the few threads on which the answers of all backends arrive: a step behind this one that may
 * block belongs behind {@code threads}, or it holds up all others.
 */
abstract class BackendCall extends AsyncProcessorSupport implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(BackendCall.class);

    private CamelContext camelContext;
    private Backend backend;

    /**
     * The request that a call means.
     *
     * @param args positional arguments: a list, a single one, or null
     * @param kwargs keyword arguments, not null
     * @throws WampException if the arguments are wrong
     * @throws OutboundException if the request is not allowed
     */
    abstract OutboundRequest request(Object args, Map<String, Object> kwargs);

    /**
     * The body of the result.
     *
     * @throws WampException if the answer is an error
     */
    abstract Object result(OutboundAnswer answer);

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<OutboundAnswer> answer;
        Recall recall = Recall.when(unwanted(exchange));
        try {
            Map<String, Object> kwargs = kwargs(exchange);
            OutboundRequest request = request(exchange.getMessage().getBody(), kwargs);
            answer = backend.send(request, recall);
        } catch (OutboundException | WampException e) {
            recall.forget();
            exchange.setException(errorOf(e));
            callback.done(true);
            return true;
        }
        answer.whenComplete((value, failure) -> {
            recall.forget();
            finish(exchange, value, failure);
            callback.done(false);
        });
        return false;
    }

    /** Completes when the caller has cancelled, or cannot be reached any more; null outside of calls. */
    private static CompletionStage<?> unwanted(Exchange exchange) {
        return exchange.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> kwargs(Exchange exchange) {
        Object kwargs = exchange.getMessage().getHeader(WampConstants.KWARGS);
        return kwargs == null ? Map.of() : (Map<String, Object>) kwargs;
    }

    private void finish(Exchange exchange, OutboundAnswer answer, Throwable failure) {
        if (failure != null) {
            exchange.setException(errorOf(Retrier.unwrapped(failure)));
            return;
        }
        try {
            exchange.getMessage().setBody(result(answer));
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }

    /** What callers get; the cause, which has names and addresses in it, stays here. */
    private Throwable errorOf(Throwable failure) {
        if (failure instanceof OutboundException known) {
            LOG.debug("A request to {} failed", backend.policy(), failure);
            return new WampException(known.kind().uri(), known.getMessage());
        }
        return failure;
    }

    @Override
    protected void doStart() throws Exception {
        if (backend == null) {
            throw new IllegalArgumentException("a call needs the backend that it goes to");
        }
        CamelContextAware.trySetCamelContext(backend, camelContext);
        ServiceHelper.startService(backend);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(backend);
    }

    final Backend backend() {
        return backend;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** Sets where requests go. */
    public void setBackend(Backend backend) {
        this.backend = backend;
    }
}
