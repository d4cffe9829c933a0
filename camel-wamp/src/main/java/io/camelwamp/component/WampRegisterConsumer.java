package io.camelwamp.component;

import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.Registration;
import io.camelwamp.session.WampSession;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code from("wamp:procedure:NAME")}: registers, and answers calls with the route's result. */
@ManagedResource(description = "Managed WAMP consumer")
public final class WampRegisterConsumer extends WampConsumer<Registration> {
    private static final Logger LOG = LoggerFactory.getLogger(WampRegisterConsumer.class);

    /** Calls have no order among each other. */
    private static final int CONCURRENCY = 20;

    private final RegisterOptions options;

    WampRegisterConsumer(WampEndpoint endpoint, Processor processor) {
        super(endpoint, processor, CONCURRENCY);
        this.options = EndpointOptions.register(endpoint.getConfiguration());
    }

    @Override
    Registration hold(WampSession session, LaneConfig lane) {
        return session.register(getEndpoint().getDestinationName(), options, new Invocations(), lane);
    }

    @Override
    void giveBack(Registration registration) {
        registration.unregister();
    }

    /** The calls of one registration. */
    private final class Invocations implements InvocationHandler {
        @Override
        public void onInvocation(ReceivedInvocation invocation) {
            onInvocation(invocation, () -> {});
        }

        /** The route of a call that was cancelled runs on, and keeps its place until its end. */
        @Override
        public void onInvocation(ReceivedInvocation invocation, Runnable done) {
            if (!isRunAllowed()) {
                invocation.fail(new WampException(Uris.UNAVAILABLE, "The procedure was stopped"));
                done.run();
                return;
            }
            Exchange exchange = createExchange(false);
            exchange.setPattern(ExchangePattern.InOut);
            Served served = new Served(invocation, exchange);
            route(exchange, served::fill, () -> {
                try {
                    served.answer();
                } finally {
                    done.run();
                }
            });
        }

        @Override
        public void onRefused(WampException reason) {
            refused(reason);
        }
    }

    /** One call, from its arrival to its answer: every call gets one, whatever the route does. */
    private static final class Served {
        private final ReceivedInvocation invocation;
        private final Exchange exchange;
        private Object kwargs;

        Served(ReceivedInvocation invocation, Exchange exchange) {
            this.invocation = invocation;
            this.exchange = exchange;
        }

        void fill() {
            WampBinding.fromInvocation(invocation, exchange.getMessage());
            kwargs = exchange.getMessage().getHeader(WampConstants.KWARGS);
        }

        void answer() {
            Throwable failure = exchange.getException();
            if (failure == null) {
                try {
                    invocation.complete(WampBinding.toResult(exchange.getMessage(), kwargs));
                    return;
                } catch (RuntimeException e) {
                    LOG.warn("The result of {} cannot be sent: {}", invocation.procedure(), e.getMessage());
                    LOG.debug("The result of {} cannot be sent", invocation.procedure(), e);
                    failure = e;
                }
            } else {
                LOG.debug("A call of {} failed", invocation.procedure(), failure);
            }
            invocation.fail(WampBinding.toError(failure));
        }
    }
}
