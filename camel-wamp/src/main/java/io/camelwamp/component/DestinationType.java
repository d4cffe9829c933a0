package io.camelwamp.component;

/** What the name in an endpoint's URI is. */
public enum DestinationType {
    /** A topic: publishes or subscribes. */
    topic,
    /** A procedure: calls or registers. */
    procedure,
    /** A topic whose past events are asked for. */
    history;

    /**
     * Reads the part of an endpoint's URI before the name.
     *
     * @param text that part
     * @param remaining all that follows {@code wamp:} but the options
     * @throws IllegalArgumentException if it is none
     */
    static DestinationType of(String text, String remaining) {
        for (DestinationType type : values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("The endpoint wamp:" + remaining
                + " must be wamp:topic:NAME, wamp:procedure:NAME or wamp:history:TOPIC");
    }
}
