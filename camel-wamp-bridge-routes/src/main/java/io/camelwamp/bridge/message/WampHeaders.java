package io.camelwamp.bridge.message;

/**
 * The headers and properties by which the bridge's steps and the {@code wamp:} endpoint between
 * them talk.
 */
public final class WampHeaders {
    /** Keyword arguments, a {@link java.util.Map}. */
    public static final String KWARGS = "CamelWampKwargs";

    /** The topic of a publication; overrides the endpoint's. */
    public static final String TOPIC = "CamelWampTopic";

    /** The procedure of a call; overrides the endpoint's. */
    public static final String PROCEDURE = "CamelWampProcedure";

    /** Options under their WAMP names, a {@link java.util.Map}; added to the endpoint's. */
    public static final String OPTIONS = "CamelWampOptions";

    /** Milliseconds that a call may take, a {@link Long}. */
    public static final String TIMEOUT = "CamelWampTimeout";

    /** The id of an acknowledged publication, a {@link Long}. */
    public static final String PUBLICATION_ID = "CamelWampPublicationId";

    /**
     * An exchange property with a {@link java.util.concurrent.CompletableFuture}: when it
     * completes, nobody waits for the call any more, and it is to be cancelled.
     */
    public static final String CANCELLATION = "CamelWampCancellation";

    private WampHeaders() {}
}
