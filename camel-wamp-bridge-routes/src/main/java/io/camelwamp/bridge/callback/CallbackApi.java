package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.callback.Endpoint.Kind;
import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.message.RequestObject;
import io.camelwamp.component.WampConstants;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the callback API: {@code register}, {@code unregister}, {@code subscribe}, {@code unsubscribe}, {@code call/NAME} and
 * {@code publish/NAME} below a path. It belongs behind the checks, and needs the body as {@code byte[]}.
 *
 * <p>While it is started it has a session of its own with the router, and holds there what applications have asked for, also
 * before the last restart. When it or Camel stops, callbacks under way may end.
 */
public class CallbackApi extends AsyncProcessorSupport implements CamelContextAware {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackApi.class);
    private static final String GET = "GET";

    private CallbackSettings settings = new CallbackSettings();
    private String path = "/";
    private CamelContext camelContext;
    private CallbackHealth health;
    private volatile CallbackService service;

    /** Routes that stop may take the router with them, and calls of applications are no exchanges that Camel would wait for. */
    private final LifecycleStrategy stopListener = new LifecycleStrategySupport() {
        @Override
        public void onContextStopping(CamelContext context) {
            CallbackService current = service;
            if (current != null) {
                current.drain();
            }
        }
    };

    @Override
    protected void doStart() throws Exception {
        service = CallbackService.start(camelContext, settings);
        health = new CallbackHealth(settings.service(), () -> service);
        HealthCheckRegistry checks = HealthCheckRegistry.get(camelContext);
        if (checks != null) {
            checks.register(health);
        }
        camelContext.addLifecycleStrategy(stopListener);
    }

    @Override
    protected void doStop() {
        camelContext.getLifecycleStrategies().remove(stopListener);
        HealthCheckRegistry checks = HealthCheckRegistry.get(camelContext);
        if (checks != null && health != null) {
            checks.unregister(health);
        }
        CallbackService stopped = service;
        service = null;
        if (stopped != null) {
            stopped.stop();
        }
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<ApiAnswer> answer = begin(exchange);
        if (answer.isDone()) {
            finish(exchange, answer);
            callback.done(true);
            return true;
        }
        answer.whenComplete((value, failure) -> hop(() -> {
            finish(exchange, answer);
            callback.done(false);
        }));
        return false;
    }

    private CompletableFuture<ApiAnswer> begin(Exchange exchange) {
        try {
            CallbackService current = service;
            if (current == null) {
                throw new RejectedExecutionException("the callback API is stopped");
            }
            return serve(current, exchange);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<ApiAnswer> serve(CallbackService current, Exchange exchange) throws RefusedException {
        HttpServletRequest request = HttpRequests.requestOf(exchange);
        String operation = operation(request.getPathInfo());
        boolean list = request.getMethod().equals(GET);
        if (list && !operation.equals("register") && !operation.equals("subscribe")) {
            throw new RefusedException(
                    405, "the method GET is not allowed here: use POST or PUT", Map.of("Allow", "POST,PUT,OPTIONS"));
        }
        CallbackRequest asked = CallbackRequest.authenticated(
                current.keys(),
                request.getHeader("Authorization"),
                list ? RequestObject.empty() : RequestObject.of(exchange));
        int slash = operation.indexOf('/');
        if (slash > 0) {
            String name = operation.substring(slash + 1);
            return operation.startsWith("call/")
                    ? current.calls().call(asked, name, unwanted(exchange))
                    : current.calls().publish(asked, name);
        }
        Kind kind = operation.endsWith("subscribe") ? Kind.TOPIC : Kind.PROCEDURE;
        if (list) {
            return current.endpoints().list(asked, kind);
        }
        return operation.startsWith("un")
                ? current.endpoints().remove(asked, kind)
                : current.endpoints().put(asked, kind);
    }

    private static CompletionStage<?> unwanted(Exchange exchange) {
        return exchange.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class);
    }

    /** What is below the service's path, without a slash at its end. */
    private String operation(String requested) throws RefusedException {
        String base = path.endsWith("/") ? path : path + "/";
        String below = requested.startsWith(base) ? requested.substring(base.length()) : "";
        String operation = below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
        if (!operation.matches("(un)?(register|subscribe)|(call|publish)/.+")) {
            throw new RefusedException(
                    404,
                    "nothing is served under this path: there are register, unregister, subscribe, unsubscribe,"
                            + " call/PROCEDURE and publish/TOPIC");
        }
        return operation;
    }

    private static void finish(Exchange exchange, CompletableFuture<ApiAnswer> answer) {
        try {
            answer.join().putInto(exchange);
        } catch (CompletionException e) {
            exchange.setException(explained(e.getCause() == null ? e : e.getCause()));
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }

    private static Throwable explained(Throwable failure) {
        if (failure instanceof StoreFailure) {
            LOG.error("A request could not be served", failure);
            return new RefusedException(
                    503, "the database of the bridge does not work: try again later", Map.of("Retry-After", "5"));
        }
        return failure;
    }

    /** Answers come from the event loop, where a route must not go on. */
    private void hop(Runnable continuation) {
        CallbackService current = service;
        try {
            if (current != null) {
                current.executor().execute(continuation);
                return;
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads are stopped, but the exchange must end all the same", e);
        }
        camelContext
                .getExecutorServiceManager()
                .newThread("WampCallbackAnswer", continuation)
                .start();
    }

    /** Sets how it works; to be set before the start. */
    public void setSettings(CallbackSettings settings) {
        this.settings = settings;
    }

    /** Sets the path below which it is served; {@code /} by default. */
    public void setPath(String path) {
        this.path = path;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }
}
