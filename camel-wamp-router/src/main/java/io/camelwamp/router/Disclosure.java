package io.camelwamp.router;

/**
 * Whether receivers learn who published or called (spec:
 * advanced/pubsub_publisher_identification.md).
 */
public enum Disclosure {
    /**
     * When the publisher or caller asks for it, the callee did when it registered, or a permission
     * says so.
     */
    ON_REQUEST,
    /** Always, asked for or not; callers learn who answered, too. */
    ALWAYS,
    /** Never; asking for it is an error. */
    NEVER
}
