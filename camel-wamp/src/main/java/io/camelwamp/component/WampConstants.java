package io.camelwamp.component;

import org.apache.camel.spi.Metadata;

/** The message headers of the component. */
public final class WampConstants {
    private static final String P = "producer";
    private static final String C = "consumer";

    @Metadata(
            label = "producer,consumer",
            description =
                    "Keyword arguments of a publication, call, event or result. Positional arguments are the body.",
            javaType = "java.util.Map<String, Object>")
    public static final String KWARGS = "CamelWampKwargs";

    @Metadata(
            label = P,
            description =
                    "Publishes to this topic, or asks for its history, instead of the endpoint's. Removed when used.",
            javaType = "String")
    public static final String OVERRIDE_TOPIC = "CamelWampOverrideTopic";

    @Metadata(
            label = P,
            description = "Calls this procedure instead of the endpoint's. Removed when used.",
            javaType = "String")
    public static final String OVERRIDE_PROCEDURE = "CamelWampOverrideProcedure";

    @Metadata(
            label = "producer,consumer",
            description = "Options of a publication or call by their WAMP names, such as exclude_me; they win over the"
                    + " endpoint's. Of a callee's result those of payload passthru mode (ppt_scheme and others).",
            javaType = "java.util.Map<String, Object>")
    public static final String OPTIONS = "CamelWampOptions";

    @Metadata(
            label = P,
            description =
                    "Milliseconds after which a call is cancelled and fails, instead of the endpoint's callTimeout;"
                            + " 0 for never.",
            javaType = "Long")
    public static final String CALL_TIMEOUT = "CamelWampCallTimeout";

    @Metadata(
            label = "producer,consumer",
            description = "The id of an event's publication, or of an acknowledged publication of our own.",
            javaType = "Long")
    public static final String PUBLICATION_ID = "CamelWampPublicationId";

    @Metadata(label = C, description = "The topic that an event was published to.", javaType = "String")
    public static final String TOPIC = "CamelWampTopic";

    @Metadata(label = C, description = "The procedure that was called.", javaType = "String")
    public static final String PROCEDURE = "CamelWampProcedure";

    @Metadata(
            label = "producer,consumer",
            description =
                    "Details of an event, invocation, result or error as the router sent them, by their WAMP names.",
            javaType = "java.util.Map<String, Object>")
    public static final String DETAILS = "CamelWampDetails";

    @Metadata(
            label = C,
            description = "The session id of the publisher of an event, if it was disclosed.",
            javaType = "Long")
    public static final String PUBLISHER = "CamelWampPublisher";

    @Metadata(
            label = C,
            description = "The authid of the publisher of an event, if it was disclosed.",
            javaType = "String")
    public static final String PUBLISHER_AUTHID = "CamelWampPublisherAuthid";

    @Metadata(
            label = C,
            description = "The authrole of the publisher of an event, if it was disclosed.",
            javaType = "String")
    public static final String PUBLISHER_AUTHROLE = "CamelWampPublisherAuthrole";

    @Metadata(
            label = C,
            description =
                    "Whether an event was published before the subscription, and kept by the router; only with true.",
            javaType = "Boolean")
    public static final String RETAINED = "CamelWampRetained";

    @Metadata(
            label = C,
            description = "The session id of the caller of a procedure, if it was disclosed.",
            javaType = "Long")
    public static final String CALLER = "CamelWampCaller";

    @Metadata(
            label = C,
            description = "The authid of the caller of a procedure, if it was disclosed.",
            javaType = "String")
    public static final String CALLER_AUTHID = "CamelWampCallerAuthid";

    @Metadata(
            label = C,
            description = "The authrole of the caller of a procedure, if it was disclosed.",
            javaType = "String")
    public static final String CALLER_AUTHROLE = "CamelWampCallerAuthrole";

    @Metadata(
            label = C,
            description =
                    "How far the router trusts the publisher of an event or the caller of a procedure, from 0, if it tells.",
            javaType = "Long")
    public static final String TRUST_LEVEL = "CamelWampTrustLevel";

    @Metadata(
            label = "producer,consumer",
            description = "True for a partial result, at the endpoint of progressTo.",
            javaType = "Boolean")
    public static final String PROGRESS = "CamelWampProgress";

    /**
     * An exchange property, not a header: a {@link java.util.concurrent.CompletionStage} whose
     * completion cancels the call that the exchange waits for, because nobody wants the answer any
     * more. Set it before a call; the exchange of a call that is served here has one that completes
     * when that call is cancelled or its session lost.
     */
    public static final String CANCELLATION_PROPERTY = "CamelWampCancellation";

    private WampConstants() {}
}
