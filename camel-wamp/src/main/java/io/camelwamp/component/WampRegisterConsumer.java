package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.Registration;
import io.camelwamp.session.WampSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code from("wamp:procedure:NAME")}: registers, and answers calls with the route's result. */
final class WampRegisterConsumer extends WampConsumer<Registration> {
    private static final Logger LOG = LoggerFactory.getLogger(WampRegisterConsumer.class);

    WampRegisterConsumer(WampEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    Registration hold(WampSession session, LaneConfig lane) {
        return session.register(
                getEndpoint().getDestinationName(), wireOptions(), new Invocations(), lane);
    }

    @Override
    void giveBack(Registration registration) {
        registration.unregister();
    }

    @Override
    int defaultConcurrency() {
        return 20;
    }

    private RegisterOptions wireOptions() {
        WampConfiguration options = getEndpoint().getConfiguration();
        Map<String, Object> wire = new LinkedHashMap<>();
        if (!"exact".equals(options.getMatch())) {
            wire.put("match", options.getMatch());
        }
        if (!"single".equals(options.getInvoke())) {
            wire.put("invoke", options.getInvoke());
        }
        return RegisterOptions.of(wire);
    }

    private final class Invocations implements InvocationHandler {
        @Override
        public void onInvocation(ReceivedInvocation invocation) {
            Exchange exchange = createExchange(false);
            exchange.setPattern(ExchangePattern.InOut);
            WampBinding.fromInvocation(invocation, exchange.getMessage());
            Object kwargs = exchange.getMessage().getHeader(WampConstants.KWARGS);
            getAsyncProcessor()
                    .process(
                            exchange,
                            doneSync -> {
                                try {
                                    answer(invocation, exchange, kwargs);
                                } finally {
                                    releaseExchange(exchange, false);
                                }
                            });
        }

        private void answer(ReceivedInvocation invocation, Exchange exchange, Object kwargs) {
            if (exchange.getException() != null) {
                LOG.debug("A call of {} failed", invocation.procedure(), exchange.getException());
                invocation.fail(WampBinding.toError(exchange));
                return;
            }
            Payload result;
            try {
                result = WampBinding.toResult(exchange.getMessage(), kwargs);
            } catch (WampException e) {
                LOG.warn(
                        "The result of {} cannot be sent: {}",
                        invocation.procedure(),
                        e.getMessage());
                invocation.fail(e);
                return;
            }
            invocation.complete(result);
        }

        @Override
        public void onRefused(WampException reason) {
            refused(reason);
        }
    }
}
