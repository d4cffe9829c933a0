package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.HeaderNames;
import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.json.Utf8;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.Uris;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Turns a request of any content type into a publication for {@code to("wamp:topic:…")}; its one argument is
 * {@code {"headers": {Name: [values]}, "body": text}}.
 */
public class WebhookReader extends ServiceSupport implements Processor {
    private static final Map<String, Object> ACKNOWLEDGED = Map.of("acknowledge", true);

    private String topic;

    @Override
    protected void doStart() {
        if (topic == null) {
            throw new IllegalArgumentException("a webhook needs the topic that it publishes to");
        }
    }

    @Override
    public void process(Exchange exchange) throws RefusedException {
        Message message = exchange.getMessage();
        String body = text(message.getBody(byte[].class));
        message.setBody(List.of(Map.of("headers", headers(HttpRequests.requestOf(exchange)), "body", body)));
        message.setHeader(WampConstants.OVERRIDE_TOPIC, topic);
        message.setHeader(WampConstants.OPTIONS, ACKNOWLEDGED);
    }

    private static String text(byte[] body) throws RefusedException {
        if (body == null) {
            return "";
        }
        int malformed = Utf8.firstMalformed(body);
        if (malformed >= 0) {
            throw new RefusedException(400, "the body must be text, but is not valid UTF-8 at octet " + malformed);
        }
        if (body.length > 0 && body[0] == 0) {
            throw new RefusedException(400, "the body must be text, but begins with a NUL");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> headers(HttpServletRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.computeIfAbsent(HeaderNames.spelled(name), spelled -> new ArrayList<>(1))
                    .addAll(Collections.list(request.getHeaders(name)));
        }
        return headers;
    }

    /**
     * Sets where to publish.
     *
     * @throws IllegalArgumentException if it is no URI of a topic
     */
    public void setTopic(String topic) {
        if (!Uris.isValid(topic) || Uris.isReserved(topic)) {
            throw new IllegalArgumentException("topic is '" + topic
                    + "': it must be a URI such as com.example.name, and must not begin with 'wamp.'");
        }
        this.topic = topic;
    }
}
