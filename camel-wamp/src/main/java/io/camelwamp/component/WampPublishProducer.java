package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code to("wamp:topic:NAME")}: publishes. */
final class WampPublishProducer extends WampProducer {
    private static final List<String> WHITELISTS =
            List.of("eligible", "eligible_authid", "eligible_authrole");

    private final PublishOptions endpointOptions;

    WampPublishProducer(WampEndpoint endpoint) {
        super(endpoint);
        this.endpointOptions = PublishOptions.of(wireOptions(endpoint.getConfiguration()));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Message message = exchange.getMessage();
        String topic;
        PublishOptions options;
        Payload payload;
        try {
            topic = name(message, WampConstants.OVERRIDE_TOPIC);
            options = options(message);
            payload = WampBinding.toPayload(message);
        } catch (WampException e) {
            return fail(e, exchange, callback);
        }
        if (reachesNobody(options)) {
            callback.done(true);
            return true;
        }
        return proceed(
                session().publish(topic, options, payload),
                exchange,
                publication -> {
                    if (publication != null) {
                        message.setHeader(WampConstants.PUBLICATION_ID, publication);
                    }
                },
                callback);
    }

    private PublishOptions options(Message message) {
        Map<String, Object> merged = WampBinding.toOptions(endpointOptions.values(), message);
        return merged == endpointOptions.values() ? endpointOptions : PublishOptions.of(merged);
    }

    /**
     * An empty whitelist means nobody, but routers in the field take it for everybody: such an
     * event is not sent.
     */
    private static boolean reachesNobody(PublishOptions options) {
        if (options.values().size() <= 1) {
            return false;
        }
        for (String key : WHITELISTS) {
            List<Object> list = options.list(key);
            if (list != null && list.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> wireOptions(WampConfiguration options) {
        Map<String, Object> wire = new LinkedHashMap<>();
        if (options.isAcknowledge()) {
            wire.put("acknowledge", true);
        }
        if (!options.isExcludeMe()) {
            wire.put("exclude_me", false);
        }
        if (options.isDiscloseMe()) {
            wire.put("disclose_me", true);
        }
        if (options.isRetain()) {
            wire.put("retain", true);
        }
        putIds(wire, "exclude", options.getExclude());
        putIds(wire, "eligible", options.getEligible());
        putTexts(wire, "exclude_authid", options.getExcludeAuthid());
        putTexts(wire, "exclude_authrole", options.getExcludeAuthrole());
        putTexts(wire, "eligible_authid", options.getEligibleAuthid());
        putTexts(wire, "eligible_authrole", options.getEligibleAuthrole());
        return wire;
    }

    private static void putIds(Map<String, Object> wire, String key, String list) {
        if (list != null) {
            List<Object> ids = new ArrayList<>();
            for (String id : split(list)) {
                try {
                    ids.add(Long.valueOf(id));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "The option "
                                    + key
                                    + " must be session ids separated by commas, but has '"
                                    + id
                                    + "'");
                }
            }
            wire.put(key, ids);
        }
    }

    private static void putTexts(Map<String, Object> wire, String key, String list) {
        if (list != null) {
            wire.put(key, split(list));
        }
    }

    private static List<String> split(String list) {
        return List.of(list.split(",")).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
