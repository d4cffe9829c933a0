package io.camelwamp.router.transport;

import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.Router;
import io.camelwamp.router.RouterBuilder;
import io.camelwamp.transport.ClientTracking;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * The ways in which a client on the network reaches a router; every test of them runs with each.
 */
public enum Front {
    NETTY {
        @Override
        Running open(UnaryOperator<RouterBuilder> settings, Limits limits, int port, ClientTracking tracking)
                throws Exception {
            WebSocketAcceptorConfig config = WebSocketAcceptorConfig.builder("127.0.0.1", port, "/ws")
                    .serializers(limits.serializers())
                    .maxMessageSize(limits.maxMessageSize())
                    .pingInterval(limits.pingInterval())
                    .pingTimeout(limits.pingTimeout())
                    .compression(limits.compression())
                    .build();
            NettyWebSocketListener listener = new NettyWebSocketListener(config, tracking);
            Router router = settings.apply(Router.builder()).listener(listener).build();
            router.start();
            return new Running(router, listener.address().getPort(), () -> null);
        }
    },

    JETTY {
        @Override
        Running open(UnaryOperator<RouterBuilder> settings, Limits limits, int port, ClientTracking tracking)
                throws Exception {
            Router router = settings.apply(Router.builder()).build();
            router.start();
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server, 1, 1);
            connector.setHost("127.0.0.1");
            connector.setPort(port);
            server.addConnector(connector);
            JettyWebSocketAdapter adapter = new JettyWebSocketAdapter(
                    router,
                    new JettyWebSocketConfig(
                            "/ws",
                            limits.serializers(),
                            limits.maxMessageSize(),
                            limits.pingInterval(),
                            limits.pingTimeout(),
                            limits.compression(),
                            1 << 20),
                    request -> null,
                    tracking);
            adapter.setHandler(new Neighbour());
            server.setHandler(adapter);
            server.start();
            return new Running(router, connector.getLocalPort(), () -> stop(server));
        }
    };

    private static Void stop(Server server) throws Exception {
        server.stop();
        return null;
    }

    /** Another service on the port that Jetty shares. */
    private static final class Neighbour extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (!Request.getPathInContext(request).equals("/neighbour")) {
                return false;
            }
            response.setStatus(HttpStatus.OK_200);
            Content.Sink.write(response, true, "still here", callback);
            return true;
        }
    }

    /** What a front accepts. */
    public record Limits(
            List<String> serializers,
            int maxMessageSize,
            Duration pingInterval,
            Duration pingTimeout,
            boolean compression) {
        static final Limits DEFAULT = new Limits(
                List.of("json", "msgpack", "cbor"), 16 << 20, Duration.ofSeconds(30), Duration.ofSeconds(15), false);

        Limits withMaxMessageSize(int size) {
            return new Limits(serializers, size, pingInterval, pingTimeout, compression);
        }

        Limits withPings(Duration interval, Duration timeout) {
            return new Limits(serializers, maxMessageSize, interval, timeout, compression);
        }

        Limits withSerializers(String... names) {
            return new Limits(List.of(names), maxMessageSize, pingInterval, pingTimeout, compression);
        }

        Limits withCompression() {
            return new Limits(serializers, maxMessageSize, pingInterval, pingTimeout, true);
        }
    }

    /** A router that can be reached. */
    public record Running(Router router, int port, Callable<?> stopServer) implements AutoCloseable {
        /** Where clients connect. */
        public URI uri() {
            return URI.create("ws://127.0.0.1:" + port + "/ws");
        }

        @Override
        public void close() {
            router.close();
            try {
                stopServer.call();
            } catch (Exception e) {
                throw new IllegalStateException("The server did not stop", e);
            }
        }
    }

    abstract Running open(UnaryOperator<RouterBuilder> settings, Limits limits, int port, ClientTracking tracking)
            throws Exception;

    Running open(UnaryOperator<RouterBuilder> settings, Limits limits, int port) throws Exception {
        return open(settings, limits, port, ClientTracking.NONE);
    }

    /** A router that knows clients again; 0 is any free port. */
    Running open(RealmConfig realm, ClientTracking tracking, int port) throws Exception {
        return open(builder -> builder.realm("realm1", realm), Limits.DEFAULT, port, tracking);
    }

    Running open(UnaryOperator<RouterBuilder> settings, Limits limits) throws Exception {
        return open(settings, limits, 0);
    }

    /** A router with these settings and the usual limits, on this port; 0 is any free one. */
    public Running open(UnaryOperator<RouterBuilder> settings, int port) throws Exception {
        return open(settings, Limits.DEFAULT, port);
    }

    /** A router with {@code realm1} and the usual limits, on a free port. */
    public Running open() throws Exception {
        return open(RealmConfig.DEFAULT);
    }

    /** The same with other settings of the realm. */
    public Running open(RealmConfig realm) throws Exception {
        return open(builder -> builder.realm("realm1", realm), Limits.DEFAULT);
    }

    Running open(Limits limits) throws Exception {
        return open(builder -> builder.realm("realm1"), limits);
    }
}
