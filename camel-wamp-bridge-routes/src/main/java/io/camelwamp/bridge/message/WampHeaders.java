package io.camelwamp.bridge.message;

import io.camelwamp.component.WampConstants;

/**
 * The headers and properties by which the bridge's steps and the {@code wamp:} endpoint between
 * them talk.
 */
public final class WampHeaders {
    /** Keyword arguments, a {@link java.util.Map}. */
    public static final String KWARGS = WampConstants.KWARGS;

    /** The topic of a publication; overrides the endpoint's. */
    public static final String TOPIC = WampConstants.OVERRIDE_TOPIC;

    /** The procedure of a call; overrides the endpoint's. */
    public static final String PROCEDURE = WampConstants.OVERRIDE_PROCEDURE;

    /** Options under their WAMP names, a {@link java.util.Map}; added to the endpoint's. */
    public static final String OPTIONS = WampConstants.OPTIONS;

    /** Milliseconds that a call may take, a {@link Long}. */
    public static final String TIMEOUT = WampConstants.CALL_TIMEOUT;

    /** The id of an acknowledged publication, a {@link Long}. */
    public static final String PUBLICATION_ID = WampConstants.PUBLICATION_ID;

    /**
     * An exchange property with a {@link java.util.concurrent.CompletableFuture}: when it
     * completes, nobody waits for the call any more, and it is to be cancelled.
     */
    public static final String CANCELLATION = WampConstants.CANCELLATION_PROPERTY;

    private WampHeaders() {}
}
