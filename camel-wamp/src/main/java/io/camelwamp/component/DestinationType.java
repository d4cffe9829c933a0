package io.camelwamp.component;

/** What the name in an endpoint's URI is. */
public enum DestinationType {
    topic,
    procedure;

    static DestinationType of(String text, String uri) {
        for (DestinationType type : values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "The endpoint "
                        + uri.split("\\?", 2)[0]
                        + " must be wamp:topic:NAME or wamp:procedure:NAME");
    }
}
