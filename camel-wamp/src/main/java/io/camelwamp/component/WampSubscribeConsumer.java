package io.camelwamp.component;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.EventHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.Subscription;
import io.camelwamp.session.WampSession;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedResource;

/** {@code from("wamp:topic:NAME")}: subscribes. */
@ManagedResource(description = "Managed WAMP consumer")
public final class WampSubscribeConsumer extends WampConsumer<Subscription> {
    /** One at a time, because WAMP promises an order. */
    private static final int CONCURRENCY = 1;

    private final SubscribeOptions options;
    private final Passthru passthru;
    private final LossLog losses;

    WampSubscribeConsumer(WampEndpoint endpoint, Processor processor) {
        super(endpoint, processor, CONCURRENCY);
        this.options = EndpointOptions.subscribe(endpoint.getConfiguration());
        this.passthru = new Passthru(endpoint.getConfiguration().getPayloadCipher());
        this.losses = new LossLog(
                endpoint.getDestinationName(), endpoint.getConfiguration().getOverflow());
    }

    @Override
    Subscription hold(WampSession session, LaneConfig lane) {
        return session.subscribe(getEndpoint().getDestinationName(), options, new Events(), lane);
    }

    @Override
    void giveBack(Subscription subscription) {
        subscription.unsubscribe();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        losses.tellRest();
    }

    /** The events of one subscription. */
    private final class Events implements EventHandler {
        @Override
        public void onEvent(ReceivedEvent event, Runnable done) {
            if (!isRunAllowed()) {
                done.run();
                return;
            }
            Exchange exchange = createExchange(false);
            route(exchange, () -> WampBinding.fromEvent(event, passthru, exchange.getMessage()), release -> {
                try {
                    reportFailure(event.topic(), exchange);
                } finally {
                    release.run();
                    done.run();
                }
            });
        }

        private void reportFailure(String topic, Exchange exchange) {
            if (exchange.getException() != null) {
                getExceptionHandler()
                        .handleException(
                                "An event of " + topic + " was not handled", exchange, exchange.getException());
            }
        }

        /** Called when events begin to get lost, and when that is over. */
        @Override
        public void onLost(long count) {
            losses.turn(count);
        }

        @Override
        public void onRefused(WampException reason) {
            refused(reason);
        }
    }
}
