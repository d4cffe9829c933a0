package io.camelwamp.bridge.http;

import jakarta.servlet.ServletException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.http.common.CamelServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * What holds for a whole HTTP port: time-outs, limits, HTTP/2 without TLS, JSON for the server's
 * own errors, and connections that survive refusals.
 *
 * <p>Bind an instance in Camel's registry and name it in the {@code handlers} of every consumer of
 * the port.
 */
public class ServerSettings extends Handler.Wrapper {
    private static final String TLS = "SSL";

    private long idleTimeout = TimeUnit.SECONDS.toMillis(30);
    private int requestHeaderSize = 8 * 1024;
    private int responseHeaderSize = 16 * 1024;
    private long minRequestDataRate = 100;
    private int discardLimit = 256 * 1024;
    private CorsPolicy cors = CorsPolicy.ANY;
    private Runnable beforeStop = () -> {};

    /** Camel stops the connector, which closes its connections, before it stops the server. */
    private final LifeCycle.Listener goodbye = new LifeCycle.Listener() {
        @Override
        public void lifeCycleStopping(LifeCycle connector) {
            beforeStop.run();
        }
    };

    @Override
    protected void doStart() throws Exception {
        getServer().setErrorHandler(new JsonErrors(cors));
        for (Connector connector : getServer().getConnectors()) {
            if (connector instanceof AbstractConnector configurable) {
                configure(configurable);
            }
        }
        super.doStart();
        ServletContextHandler servlets = getDescendant(ServletContextHandler.class);
        if (servlets != null) {
            findPathsFor(servlets);
        }
    }

    private static void findPathsFor(ServletContextHandler servlets) throws ServletException {
        for (ServletHolder holder : servlets.getServletHandler().getServlets()) {
            if (holder.getServlet() instanceof CamelServlet servlet) {
                servlet.setServletResolveConsumerStrategy(new ServicePaths());
            }
        }
    }

    private void configure(AbstractConnector connector) {
        connector.setIdleTimeout(idleTimeout);
        connector.addEventListener(goodbye);
        for (ConnectionFactory factory : connector.getConnectionFactories()) {
            if (factory instanceof HttpConfiguration.ConnectionFactory http) {
                configure(http.getHttpConfiguration());
            }
        }
        HttpConnectionFactory http1 = connector.getConnectionFactory(HttpConnectionFactory.class);
        boolean plain = connector.getConnectionFactory(TLS) == null;
        if (plain && http1 != null && connector.getConnectionFactory(HTTP2CServerConnectionFactory.class) == null) {
            connector.addConnectionFactory(new HTTP2CServerConnectionFactory(http1.getHttpConfiguration()));
        }
    }

    private void configure(HttpConfiguration http) {
        http.setRequestHeaderSize(requestHeaderSize);
        http.setResponseHeaderSize(responseHeaderSize);
        http.setMinRequestDataRate(minRequestDataRate);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // Camel's servlet does not get over it: the exchange would never end.
        http.setNotifyRemoteAsyncErrors(false);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, response, new DiscardUnread(request, response, callback, discardLimit));
    }

    /**
     * Sets how long nothing may arrive or be accepted on a connection, in milliseconds; 30000 by
     * default.
     */
    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    /** Sets how large a request's line and headers may be, in octets; 8 KiB by default. */
    public void setRequestHeaderSize(int requestHeaderSize) {
        this.requestHeaderSize = requestHeaderSize;
        this.responseHeaderSize = 2 * requestHeaderSize;
    }

    /** Sets how slowly a body may arrive, in octets per second; 100 by default, 0 for any. */
    public void setMinRequestDataRate(long minRequestDataRate) {
        this.minRequestDataRate = minRequestDataRate;
    }

    /**
     * Sets how many octets of a refused body are skipped so that the connection can be used again;
     * 256 KiB by default.
     */
    public void setDiscardLimit(int discardLimit) {
        this.discardLimit = discardLimit;
    }

    /** Sets what is done when the server stops, before it closes its connections. */
    public void setBeforeStop(Runnable beforeStop) {
        this.beforeStop = beforeStop;
    }

    /**
     * Sets the origins whose pages may read the server's own errors; see {@link CorsPolicy#parse}.
     */
    public void setCorsOrigins(String corsOrigins) {
        this.cors = CorsPolicy.parse(corsOrigins);
    }
}
