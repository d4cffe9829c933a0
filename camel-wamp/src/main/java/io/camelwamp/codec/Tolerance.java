package io.camelwamp.codec;

/**
 * What decoding does with deviations from the specification that routers in the field are known
 * for.
 */
public enum Tolerance {
    /** They are violations. */
    STRICT,
    /**
     * A session id in WELCOME that is a string stands for an id derived from it, and a publisher in
     * the details of an EVENT that is a string is left out: fox-wamp sends both.
     */
    LENIENT
}
