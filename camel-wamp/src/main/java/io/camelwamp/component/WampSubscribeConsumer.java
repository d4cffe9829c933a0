package io.camelwamp.component;

import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.EventHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.Subscription;
import io.camelwamp.session.WampSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code from("wamp:topic:NAME")}: subscribes. */
final class WampSubscribeConsumer extends WampConsumer<Subscription> {
    WampSubscribeConsumer(WampEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    Subscription hold(WampSession session, LaneConfig lane) {
        return session.subscribe(
                getEndpoint().getDestinationName(), wireOptions(), new Events(), lane);
    }

    @Override
    void giveBack(Subscription subscription) {
        subscription.unsubscribe();
    }

    /** One at a time, because WAMP promises an order. */
    @Override
    int defaultConcurrency() {
        return 1;
    }

    private SubscribeOptions wireOptions() {
        WampConfiguration options = getEndpoint().getConfiguration();
        Map<String, Object> wire = new LinkedHashMap<>();
        if (!"exact".equals(options.getMatch())) {
            wire.put("match", options.getMatch());
        }
        if (options.isGetRetained()) {
            wire.put("get_retained", true);
        }
        return SubscribeOptions.of(wire);
    }

    private final class Events implements EventHandler {
        @Override
        public void onEvent(ReceivedEvent event, Runnable done) {
            Exchange exchange = createExchange(false);
            WampBinding.fromEvent(event, exchange.getMessage());
            getAsyncProcessor()
                    .process(
                            exchange,
                            doneSync -> {
                                try {
                                    if (exchange.getException() != null) {
                                        getExceptionHandler()
                                                .handleException(
                                                        "An event of "
                                                                + event.topic()
                                                                + " was not handled",
                                                        exchange,
                                                        exchange.getException());
                                    }
                                } finally {
                                    releaseExchange(exchange, false);
                                    done.run();
                                }
                            });
        }

        @Override
        public void onLost(long count) {
            lost(count);
        }

        @Override
        public void onRefused(WampException reason) {
            refused(reason);
        }
    }
}
