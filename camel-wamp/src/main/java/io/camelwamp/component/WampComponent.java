package io.camelwamp.component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/** Publishes to and subscribes to WAMP topics, calls and registers WAMP procedures. */
@Component("wamp")
@ManagedResource(description = "Managed WAMP component")
public class WampComponent extends HealthCheckComponent implements SSLContextParametersAware {
    @Metadata(description = "The options that endpoints begin with.")
    private WampConfiguration configuration = new WampConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Use the context's SSLContextParameters for wss and rss.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            defaultValue = "1",
            description = "How many threads do the input and output of all sessions.")
    private int ioThreads = 1;

    @Metadata(
            label = "advanced",
            defaultValue = "0",
            description =
                    "How many threads continue routes after a publication or call was answered; 0 for twice the number of"
                            + " cores, and at least 4. More are needed where such routes go on with steps that block.")
    private int answerThreads;

    private volatile WampSessionPool sessions;
    private ExecutorService executor;
    private ExecutorService continuations;

    /** For Camel. */
    public WampComponent() {}

    /** For applications that make their own. */
    public WampComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        String type = StringHelper.before(remaining, ":", remaining);
        String name = StringHelper.after(remaining, ":", "");
        WampConfiguration own = configuration.copy();
        String url = parameters.get("url") instanceof String text ? text : null;
        Map<String, Object> headers = PropertiesHelper.extractProperties(parameters, WayToRouter.HEADER_PREFIX);
        if (!headers.isEmpty()) {
            own.setHandshakeHeaders(headers);
        }
        String masked =
                Credentials.maskedEndpointUri(WayToRouter.maskedEndpointUri(RouterUrls.maskedEndpointUri(uri, url)));
        WampEndpoint endpoint = new WampEndpoint(masked, this, own);
        endpoint.setDestinationType(DestinationType.of(type, remaining));
        endpoint.setDestinationName(name);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        EndpointOptions.atLeast("ioThreads", ioThreads, 1);
        executor = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "WampRoutes");
        sessions = new WampSessionPool(getCamelContext(), name(), ioThreads, executor);
        continuations =
                getCamelContext().getExecutorServiceManager().newThreadPool(this, "WampAnswers", continuationProfile());
    }

    /**
     * Few threads and a queue: under load they stay awake, where a thread per answer would wake one up for each. The queue is
     * bounded by the exchanges in flight.
     */
    private ThreadPoolProfile continuationProfile() {
        int threads = EndpointOptions.atLeast("answerThreads", answerThreads, 0);
        int size = threads > 0 ? threads : Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
        return new ThreadPoolProfileBuilder("WampAnswers")
                .poolSize(size)
                .maxPoolSize(size)
                .maxQueueSize(Integer.MAX_VALUE)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
    }

    /** Leaves the realms first: that fails the requests of exchanges, which then end as usual. */
    @Override
    protected void doStop() throws Exception {
        if (sessions != null) {
            sessions.close();
        }
        if (executor != null) {
            getCamelContext().getExecutorServiceManager().shutdownGraceful(executor);
            getCamelContext().getExecutorServiceManager().shutdownGraceful(continuations);
        }
        super.doStop();
    }

    /** The name under which the context knows this component. */
    private String name() {
        return getCamelContext().getComponentNames().stream()
                .filter(name -> getCamelContext().hasComponent(name) == this)
                .findFirst()
                .orElse(getDefaultName());
    }

    /** The sessions at this moment, for people. */
    List<ManagedSession> managedSessions() {
        WampSessionPool pool = sessions;
        return pool == null ? List.of() : pool.managed();
    }

    /** The name of the session of an identity, for people; empty if it is not used at this moment. */
    String sessionName(ConnectionIdentity identity) {
        WampSessionPool pool = sessions;
        ManagedSession managed = pool == null ? null : pool.managed(identity);
        return managed == null ? "" : managed.getName();
    }

    @ManagedAttribute(description = "Names of the sessions that endpoints use at this moment")
    public String getSessionNames() {
        return managedSessions().stream().map(ManagedSession::getName).sorted().collect(Collectors.joining(", "));
    }

    /** The sessions of this component's endpoints. */
    WampSessionPool sessions() {
        return sessions;
    }

    /** Runs the routes of consumers, and logins; its size is bounded by their concurrency and number. */
    ExecutorService executor() {
        return executor;
    }

    /** Continues exchanges whose publication or call was answered. */
    ExecutorService continuations() {
        return continuations;
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

    public int getAnswerThreads() {
        return answerThreads;
    }

    public void setAnswerThreads(int answerThreads) {
        this.answerThreads = answerThreads;
    }
}
