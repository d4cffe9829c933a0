package io.camelwamp.bridge.interop;

import com.fasterxml.jackson.databind.JsonNode;

/** A command that a script could not carry out: a WAMP ERROR if there is a URI. */
final class PeerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String uri;
    private final transient Content content;

    PeerError(JsonNode error) {
        super(error.path("message").asText() + " " + error.path("args"));
        this.uri = error.path("uri").asText(null);
        this.content =
                error.path("args").isArray() && error.path("kwargs").isObject() ? Content.of(error) : Content.EMPTY;
    }

    String uri() {
        return uri;
    }

    Content content() {
        return content;
    }
}
