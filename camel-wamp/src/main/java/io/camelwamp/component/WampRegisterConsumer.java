package io.camelwamp.component;

import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.YieldOptions;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.Registration;
import io.camelwamp.session.WampSession;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;

/** {@code from("wamp:procedure:NAME")}: registers, and answers calls with the route's result. */
@ManagedResource(description = "Managed WAMP consumer")
public final class WampRegisterConsumer extends WampConsumer<Registration> {
    /** Calls have no order among each other. */
    private static final int CONCURRENCY = 20;

    private final RegisterOptions options;
    private final YieldOptions ofResults;
    private final Passthru passthru;
    private final boolean oneByOne;
    private final long maxOctets;
    private final int maxParts;
    private final Duration silence;

    WampRegisterConsumer(WampEndpoint endpoint, Processor processor) {
        super(endpoint, processor, CONCURRENCY);
        WampConfiguration configuration = endpoint.getConfiguration();
        this.options = EndpointOptions.register(configuration);
        this.ofResults = EndpointOptions.yield(configuration);
        this.passthru = new Passthru(configuration.getPayloadCipher());
        this.oneByOne = EndpointOptions.callPartsOneByOne(configuration);
        this.maxOctets = endpoint.connection().getMaxMessageSize();
        this.maxParts = configuration.getQueueSize();
        this.silence = EndpointOptions.notNegative("callPartsTimeout", configuration.getCallPartsTimeout());
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

        /** A route whose call was cancelled keeps its place until its end. */
        @Override
        public void onInvocation(ReceivedInvocation invocation, Runnable done) {
            if (!isRunAllowed()) {
                invocation.fail(new WampException(Uris.UNAVAILABLE, "The procedure was stopped"));
                done.run();
                return;
            }
            if (!invocation.details().progress()) {
                serve(invocation, null, done);
                return;
            }
            CallParts parts = new CallParts(invocation, passthru, maxOctets, maxParts, silence);
            if (oneByOne) {
                serve(invocation, parts, done);
            } else {
                parts.complete().whenComplete((nothing, cancelled) -> {
                    if (cancelled == null) {
                        serveLater(invocation, parts, done);
                    } else {
                        done.run();
                    }
                });
            }
        }

        private void serveLater(ReceivedInvocation invocation, CallParts parts, Runnable done) {
            try {
                getEndpoint().getComponent().executor().execute(() -> serve(invocation, parts, done));
            } catch (RejectedExecutionException e) {
                invocation.fail(new WampException(Uris.UNAVAILABLE, "The procedure was stopped"));
                done.run();
            }
        }

        /** Parts that cannot be read are the failure of their exchange, and so an answer like any other. */
        private void serve(ReceivedInvocation invocation, CallParts parts, Runnable done) {
            Exchange exchange = createExchange(false);
            exchange.setPattern(ExchangePattern.InOut);
            ServedCall served = new ServedCall(
                    invocation,
                    exchange,
                    passthru,
                    new CallAnswer(invocation, ofResults, passthru),
                    getEndpoint().getConfiguration().isStopOnCancel());
            route(
                    exchange,
                    () -> served.fill(parts, oneByOne),
                    release -> served.answer(getEndpoint().getComponent().executor(), () -> {
                        release.run();
                        done.run();
                    }));
        }

        @Override
        public void onRefused(WampException reason) {
            refused(reason);
        }
    }
}
