package io.camelwamp.component;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;

/**
 * Lets {@code toD("wamp:topic:${…}")} use one endpoint and producer for all names, which go into
 * the override headers.
 */
@SendDynamic("wamp")
public class WampSendDynamicAware extends SendDynamicAwareSupport {
    private static final Pattern URI =
            Pattern.compile("(?<start>[^:?]+:(//)?(?<type>topic|procedure|history):)(?<name>[^?]*)(?<query>\\?.*)?");

    /** Stands for the names; never used as one, because there is always an override header. */
    private static final String PLACEHOLDER = "dynamic";

    /** For Camel. */
    public WampSendDynamicAware() {}

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) {
        return URI.matcher(uri).matches() ? new DynamicAwareEntry(uri, originalUri, null, null) : null;
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        Matcher uri = match(entry);
        String query = uri.group("query");
        return uri.group("start") + PLACEHOLDER + (query == null ? "" : query);
    }

    /** A header that the route has set itself wins, as it does with a plain {@code to}. */
    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Matcher uri = match(entry);
        String header = header(uri);
        String name = uri.group("name");
        return sent -> {
            Message message = sent.getMessage();
            if (message.getHeader(header) == null) {
                message.setHeader(header, name);
            }
        };
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        String header = header(match(entry));
        return sent -> sent.getMessage().removeHeader(header);
    }

    private static Matcher match(DynamicAwareEntry entry) {
        Matcher uri = URI.matcher(entry.getUri());
        if (!uri.matches()) {
            throw new IllegalStateException("The URI was not prepared here");
        }
        return uri;
    }

    private static String header(Matcher uri) {
        return switch (DestinationType.valueOf(uri.group("type"))) {
            case topic, history -> WampConstants.OVERRIDE_TOPIC;
            case procedure -> WampConstants.OVERRIDE_PROCEDURE;
        };
    }
}
