package io.camelwamp.component;

import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.session.WampSession;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code to("wamp:topic:NAME")}: publishes. */
final class WampPublishProducer extends WampProducer<Long> {
    private final PublishOptions options;

    WampPublishProducer(WampEndpoint endpoint) {
        super(endpoint);
        this.options = EndpointOptions.publish(endpoint.getConfiguration());
    }

    @Override
    CompletableFuture<Long> send(WampSession open, Exchange exchange) {
        Message message = exchange.getMessage();
        String topic = name(message, WampConstants.OVERRIDE_TOPIC);
        PublishOptions merged = WampBinding.toOptions(options, message, PublishOptions::of);
        return merged.reachesNobody()
                ? CompletableFuture.completedFuture(null)
                : open.publish(topic, merged, passthru().seal(WampBinding.toPayload(message), merged));
    }

    /** The id that an event had on its way in is not that of what was published. */
    @Override
    void receive(Long publication, Exchange exchange) {
        Message message = exchange.getMessage();
        if (publication == null) {
            message.removeHeader(WampConstants.PUBLICATION_ID);
        } else {
            message.setHeader(WampConstants.PUBLICATION_ID, publication);
        }
    }
}
