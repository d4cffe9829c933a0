package io.camelwamp.bridge.testing;

import io.camelwamp.bridge.http.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesLoader;
import org.apache.camel.support.PluginHelper;

/**
 * A Camel context with the bridge's route templates, a stand-in for WAMP, and a port of its own.
 */
public final class TestBridge implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final StandInWamp wamp = new StandInWamp();
    private final ServerSettings server = new ServerSettings();
    private final int port = freePort();

    /** A bridge without routes, not started. */
    public TestBridge() throws Exception {
        context.addComponent("wamp", wamp);
        context.getRegistry().bind("server", server);
        context.getShutdownStrategy().setTimeout(5);
        RoutesLoader loader = PluginHelper.getRoutesLoader(context);
        for (String template : new String[] {"wamp-publisher", "wamp-caller", "wamp-webhook"}) {
            Resource resource =
                    PluginHelper.getResourceLoader(context).resolveResource("classpath:camel/" + template + ".yaml");
            loader.loadRoutes(resource);
        }
    }

    /** Adds a route from a template; its port is set. */
    public TestBridge add(String template, Map<String, ?> parameters) {
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, template)
                .parameter("port", port)
                .parameter("handlers", "#server");
        parameters.forEach(route::parameter);
        route.add();
        return this;
    }

    /** Starts all routes. */
    public TestBridge start() {
        context.start();
        return this;
    }

    /** A new connection. */
    public RawClient connect() throws IOException {
        return new RawClient(port);
    }

    /** POSTs a JSON text on a connection of its own. */
    public HttpAnswer post(String target, String json) throws IOException {
        try (RawClient client = connect()) {
            return client.post(target, json);
        }
    }

    /** What stands behind the routes. */
    public StandInWamp wamp() {
        return wamp;
    }

    /** The context, for tests that add to it before they start. */
    public CamelContext context() {
        return context;
    }

    /** The settings of the port, for tests that change them before they start. */
    public ServerSettings server() {
        return server;
    }

    /** The port of all routes. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        context.stop();
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
