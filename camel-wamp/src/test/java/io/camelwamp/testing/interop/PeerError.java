package io.camelwamp.testing.interop;

import com.fasterxml.jackson.databind.JsonNode;

/** A command that a script could not carry out: a WAMP ERROR if there is a URI. */
public final class PeerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String uri;
    private final transient Content content;

    PeerError(JsonNode error) {
        super(error.path("message").asText() + " " + error.path("args"));
        this.uri = error.path("uri").asText(null);
        this.content =
                error.path("args").isArray() && error.path("kwargs").isObject() ? Content.of(error) : Content.EMPTY;
    }

    /** The error's URI; null if the command failed for another reason. */
    public String uri() {
        return uri;
    }

    /** What the error carried. */
    public Content content() {
        return content;
    }
}
