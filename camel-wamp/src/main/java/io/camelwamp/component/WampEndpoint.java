package io.camelwamp.component;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Uris;
import io.camelwamp.session.WampSession;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Publish to and subscribe to topics, call and register procedures of a WAMP v2 router such as
 * Crossbar.io.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "wamp",
        title = "WAMP",
        syntax = "wamp:destinationType:destinationName",
        category = {Category.MESSAGING, Category.RPC},
        headersClass = WampConstants.class)
@ManagedResource(description = "Managed WAMP endpoint")
public class WampEndpoint extends DefaultEndpoint
        implements AsyncEndpoint, MultipleConsumersSupport, EndpointServiceLocation {
    @UriPath(
            enums = "topic,procedure,history",
            description = "Whether the name is a topic or a procedure, or a topic whose past events are asked for.")
    @Metadata(required = true)
    private DestinationType destinationType;

    @UriPath(description = "The topic or procedure; for consumers also a pattern, see match.")
    @Metadata(required = true)
    private String destinationName;

    @UriParam
    private WampConfiguration configuration;

    /** An endpoint of a component. */
    public WampEndpoint(String uri, WampComponent component, WampConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public WampComponent getComponent() {
        return (WampComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        checkName(
                destinationType == DestinationType.history ? EndpointOptions.match(configuration) : MatchPolicy.EXACT);
        if (destinationType == DestinationType.topic) {
            checkNotReserved();
        }
        return switch (destinationType) {
            case topic -> new WampPublishProducer(this);
            case procedure -> new WampCallProducer(this);
            case history -> new WampHistoryProducer(this);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        checkName(EndpointOptions.match(configuration));
        Consumer consumer =
                switch (destinationType) {
                    case topic -> new WampSubscribeConsumer(this, processor);
                    case procedure -> {
                        checkNotReserved();
                        yield new WampRegisterConsumer(this, processor);
                    }
                    case history ->
                        throw new IllegalArgumentException(
                                "A route cannot begin with wamp:history: use to(\"wamp:history:" + destinationName
                                        + "\")");
                };
        configureConsumer(consumer);
        return consumer;
    }

    private void checkName(MatchPolicy match) {
        if (!Uris.isValid(destinationName, Uris.Rules.LOOSE, match)) {
            String rule =
                    switch (match) {
                        case EXACT -> "or empty components (see the option match for patterns)";
                        case PREFIX -> "or empty components but the last";
                        case WILDCARD -> "which may be empty";
                    };
            throw new IllegalArgumentException("'"
                    + destinationName
                    + "' is not a WAMP URI: in wamp:"
                    + destinationType
                    + ":NAME the NAME needs components separated by dots, without white space, '#' "
                    + rule);
        }
    }

    private void checkNotReserved() {
        if (Uris.isReserved(destinationName)) {
            throw new IllegalArgumentException("The "
                    + destinationType
                    + " '"
                    + destinationName
                    + "' is reserved: names that begin with 'wamp.' are for routers");
        }
    }

    /**
     * Any number of routes may subscribe; of one procedure a second registration makes sense only
     * if the router is asked to choose among them.
     */
    @Override
    public boolean isMultipleConsumersSupported() {
        return destinationType == DestinationType.topic || !"single".equals(configuration.getInvoke());
    }

    /** Without user info and query, which may be credentials. */
    @Override
    public String getServiceUrl() {
        return RouterUrls.masked(connection().getUrl());
    }

    @ManagedAttribute(description = "Name of the session that routes of this endpoint share; empty if none is used")
    public String getSession() {
        return getComponent().sessionName(identity());
    }

    @Override
    public String getServiceProtocol() {
        return "wamp";
    }

    /** Credentials are not part of the endpoint's URI, but make a difference. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof WampEndpoint that
                && connection().getUrl().equals(that.connection().getUrl())
                && Objects.equals(
                        connection().getHandshakeHeaders(), that.connection().getHandshakeHeaders())
                && Objects.equals(
                        connection().getProxyPassword(), that.connection().getProxyPassword())
                && Objects.equals(connection().getSecret(), that.connection().getSecret())
                && Objects.equals(
                        connection().getPrivateKey(), that.connection().getPrivateKey());
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    /** The options that decide which session the endpoint uses. */
    WampConnection connection() {
        return configuration.getConnection() != null ? configuration.getConnection() : configuration;
    }

    /**
     * Which session the endpoint uses; asked for when a route starts.
     *
     * @throws IllegalArgumentException if an option makes no sense
     */
    ConnectionIdentity identity() {
        return ConnectionIdentity.of(connection(), getComponent().defaultTls());
    }

    /**
     * Opens a session with the endpoint's connection options, for applications that subscribe and register at run time. It is
     * not the one that routes share, so that it gets what these publish. The component must be started.
     *
     * @return the session; end it by {@link #leave}
     * @throws IllegalArgumentException if an option makes no sense
     * @throws IllegalStateException if the component is stopped
     */
    public WampSession openSession() {
        return getComponent().sessions().openUnshared(identity());
    }

    /**
     * Leaves a session that {@link #openSession} opened. One that nobody leaves is left when the component stops.
     *
     * @return completes as {@link WampSession#leave} does
     */
    public CompletableFuture<Void> leave(WampSession session) {
        return getComponent().sessions().leaveUnshared(session);
    }

    public DestinationType getDestinationType() {
        return destinationType;
    }

    public void setDestinationType(DestinationType destinationType) {
        this.destinationType = destinationType;
    }

    public String getDestinationName() {
        return destinationName;
    }

    public void setDestinationName(String destinationName) {
        this.destinationName = destinationName;
    }

    public WampConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(WampConfiguration configuration) {
        this.configuration = configuration;
    }
}
