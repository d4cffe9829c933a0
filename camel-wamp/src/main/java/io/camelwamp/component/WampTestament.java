package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.Testament;
import java.util.Locale;
import java.util.Map;

/**
 * What the router publishes when a session is lost: a bean for the option {@code testament}.
 *
 * <p>It must not be changed once a route that uses it has started.
 */
public class WampTestament {
    private String topic;
    private Object body;
    private Map<String, Object> kwargs = Map.of();
    private Map<String, Object> options = Map.of();
    private String scope = "destroyed";

    /**
     * The testament as the session takes it.
     *
     * @throws IllegalArgumentException if it cannot be one; the text says why
     */
    Testament toTestament() {
        try {
            Payload args = WampBinding.toPayload(body);
            return new Testament(
                    topic,
                    PublishOptions.of(options),
                    Payload.of(args.args(), kwargs),
                    Testament.Scope.valueOf(scope.toUpperCase(Locale.ROOT)));
        } catch (WampException | IllegalArgumentException e) {
            throw new IllegalArgumentException("The testament is wrong: " + e.getMessage(), e);
        }
    }

    /** Where to publish. */
    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The arguments, as the body of a message is. */
    public Object getBody() {
        return body;
    }

    public void setBody(Object body) {
        this.body = body;
    }

    /** The keyword arguments. */
    public Map<String, Object> getKwargs() {
        return kwargs;
    }

    public void setKwargs(Map<String, Object> kwargs) {
        this.kwargs = kwargs;
    }

    /** Options of the publication by their WAMP names. */
    public Map<String, Object> getOptions() {
        return options;
    }

    public void setOptions(Map<String, Object> options) {
        this.options = options;
    }

    /** When: {@code destroyed}, the default, or {@code detached}. */
    public String getScope() {
        return scope;
    }

    public void setScope(String scope) {
        this.scope = scope;
    }
}
