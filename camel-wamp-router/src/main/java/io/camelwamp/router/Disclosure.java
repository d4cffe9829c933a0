package io.camelwamp.router;

/**
 * Whether receivers learn who published or called (spec:
 * advanced/pubsub_publisher_identification.md).
 */
public enum Disclosure {
    /** When the publisher or caller asks for it, or the callee did when it registered. */
    ON_REQUEST,
    /** Always, asked for or not. */
    ALWAYS,
    /** Never; asking for it is an error. */
    NEVER
}
