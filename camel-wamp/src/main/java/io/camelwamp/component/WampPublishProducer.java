package io.camelwamp.component;

import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.session.WampSession;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code to("wamp:topic:NAME")}: publishes. */
final class WampPublishProducer extends WampProducer<Long> {
    private static final List<String> WHITELISTS =
            List.of("eligible", "eligible_authid", "eligible_authrole");

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
        return reachesNobody(merged)
                ? CompletableFuture.completedFuture(null)
                : open.publish(topic, merged, WampBinding.toPayload(message));
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

    /**
     * An empty whitelist means nobody, but routers in the field take it for everybody: such an
     * event is not sent.
     */
    private static boolean reachesNobody(PublishOptions options) {
        for (String key : WHITELISTS) {
            List<Object> list = options.list(key);
            if (list != null && list.isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
