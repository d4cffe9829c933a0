package io.camelwamp.codec;

/** What decoding does with deviations from the specification that are known in the field. */
public enum Tolerance {
    /** They are violations. */
    STRICT,
    /**
     * For clients: a session id in WELCOME that is a string stands for an id derived from it, and a
     * publisher in the details of an EVENT that is a string is left out; fox-wamp sends both. For
     * routers: a malformed topic or procedure in a request is left to the router, which answers
     * {@code wamp.error.invalid_uri}. It is the mistake of an application, which should not cost it
     * everything else on the connection.
     */
    LENIENT
}
