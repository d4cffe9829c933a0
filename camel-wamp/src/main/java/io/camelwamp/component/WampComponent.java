package io.camelwamp.component;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.StringHelper;

/** Publishes to and subscribes to WAMP topics, calls and registers WAMP procedures. */
@Component("wamp")
public class WampComponent extends HealthCheckComponent implements SSLContextParametersAware {
    @Metadata(description = "The options that endpoints begin with.")
    private WampConfiguration configuration = new WampConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Use the context's SSLContextParameters for wss.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            defaultValue = "1",
            description = "How many threads do the input and output of all sessions.")
    private int ioThreads = 1;

    private WampSessionPool sessions;
    private ExecutorService executor;

    /** For Camel. */
    public WampComponent() {}

    /** For applications that make their own. */
    public WampComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        String type = StringHelper.before(remaining, ":", remaining);
        String name = StringHelper.after(remaining, ":", "");
        WampConfiguration own = configuration.copy();
        String url = parameters.get("url") instanceof String text ? text : null;
        WampEndpoint endpoint = new WampEndpoint(RouterUrls.maskedEndpointUri(uri, url), this, own);
        endpoint.setDestinationType(DestinationType.of(type, remaining));
        endpoint.setDestinationName(name);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        EndpointOptions.atLeast("ioThreads", ioThreads, 1);
        sessions = new WampSessionPool(getCamelContext(), ioThreads);
        executor =
                getCamelContext()
                        .getExecutorServiceManager()
                        .newCachedThreadPool(this, "WampRoutes");
    }

    /** Leaves the realms first: that fails the requests of exchanges, which then end as usual. */
    @Override
    protected void doStop() throws Exception {
        if (sessions != null) {
            sessions.close();
        }
        if (executor != null) {
            getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
        }
        super.doStop();
    }

    /** The sessions of this component's endpoints. */
    WampSessionPool sessions() {
        return sessions;
    }

    /**
     * Runs routes; its size is bounded by the concurrency of consumers and by the exchanges in
     * flight.
     */
    ExecutorService executor() {
        return executor;
    }

    /** The keys and certificates of connections that have none of their own; null for the JDK's. */
    SSLContextParameters defaultTls() {
        return useGlobalSslContextParameters ? retrieveGlobalSslContextParameters() : null;
    }

    public WampConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(WampConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public int getIoThreads() {
        return ioThreads;
    }

    public void setIoThreads(int ioThreads) {
        this.ioThreads = ioThreads;
    }
}
