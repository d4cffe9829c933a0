package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.http.ServerSettings;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.protocol.Payload;
import io.camelwamp.router.Router;
import io.camelwamp.router.transport.NettyWebSocketListener;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** A router on the network, bridges with the callback API, and WAMP clients of any kind. */
final class CallbackWorld implements AutoCloseable {
    static final String TOKEN = "fdjsklfqsdjm";

    private final Path folder;
    private final int routerPort = TestBridge.freePort();
    private final EventLoops loops = EventLoops.create("test", 1);
    private final List<WampSession> clients = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final Map<String, Object> beans = new HashMap<>();
    private Router router;
    private CamelContext bridge;
    private int port;

    CallbackWorld(Path folder) throws Exception {
        this.folder = folder;
        startRouter();
        Files.writeString(keysFile(), "shop.token = " + TOKEN + "\n");
        parameters.put("keysFile", keysFile().toString());
        parameters.put("database", folder.resolve("endpoints").toString());
        parameters.put("allowedTargets", "localhost:*");
        parameters.put("retryDelay", 20);
        parameters.put("probeInterval", 50);
        parameters.put("routerUrl", routerUrl());
    }

    Path keysFile() {
        return folder.resolve("keys.properties");
    }

    String routerUrl() {
        return "ws://127.0.0.1:" + routerPort + "/ws";
    }

    /** Sets a parameter of the bridge's template, before the start. */
    CallbackWorld with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** Has a bean in the registry of every bridge. */
    CallbackWorld bind(String name, Object bean) {
        beans.put(name, bean);
        return this;
    }

    void startRouter() throws IOException {
        router = Router.builder()
                .realm("realm1")
                .shutdownTimeout(Duration.ofMillis(200))
                .listener(new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", routerPort, "/ws")))
                .build();
        router.start();
    }

    void stopRouter() {
        router.close();
    }

    /** Starts a bridge with nothing but the callback API. */
    CallbackWorld startBridge() throws Exception {
        port = TestBridge.freePort();
        bridge = bridge(port);
        bridge.start();
        return this;
    }

    private CamelContext bridge(int httpPort) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(5);
        context.getRegistry().bind("server", new ServerSettings());
        beans.forEach(context.getRegistry()::bind);
        context.getPropertiesComponent().addInitialProperty("camel.component.wamp.url", routerUrl());
        for (String template : List.of("wamp-callback", "wamp-publisher", "wamp-caller")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context)
                            .resolveResource("classpath:camel/" + template + ".yaml"));
        }
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, "wamp-callback")
                .parameter("port", httpPort)
                .parameter("handlers", "#server");
        parameters.forEach(route::parameter);
        route.add();
        return context;
    }

    CamelContext bridge() {
        return bridge;
    }

    int port() {
        return port;
    }

    void stopBridge() {
        bridge.stop();
    }

    HttpAnswer post(String target, String json) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.post(target, json);
        }
    }

    HttpAnswer request(String method, String target, String headers, String body) throws IOException {
        try (RawClient client = new RawClient(port)) {
            return client.request(method, target, headers, body.getBytes(StandardCharsets.UTF_8))
                    .read();
        }
    }

    /** What is registered or subscribed to with a token. */
    HttpAnswer list(String what, String token) throws IOException {
        return request("GET", "/" + what, "Authorization: Bearer " + token + "\r\n", "");
    }

    /** The state of an endpoint as the list tells it. */
    String state(String what, String name) throws IOException {
        return list(what, TOKEN)
                .json()
                .path("endpoints")
                .path(name)
                .path("state")
                .asText();
    }

    /** A request's body with the token and further members. */
    static String body(String members) {
        return "{\"token\": \"" + TOKEN + "\", " + members + "}";
    }

    /** A request's body for one endpoint. */
    static String endpoint(String name, String url) {
        return body("\"endpoints\": {\"" + name + "\": \"" + url + "\"}");
    }

    /** A WAMP client that is not behind the bridge. */
    WampSession client() {
        WampSession session =
                WampSession.open(SessionConfig.of("realm1", TransportConfig.of(URI.create(routerUrl()))), loops);
        clients.add(session);
        return session;
    }

    /** Calls a procedure; a failure is that of the future. */
    static Payload call(WampSession client, String procedure, Object... args) throws Exception {
        return client.call(CallTarget.of(procedure).withTimeout(Duration.ofSeconds(10)), Payload.ofArgs(args))
                .result()
                .get(15, TimeUnit.SECONDS)
                .payload();
    }

    @Override
    public void close() {
        if (bridge != null) {
            bridge.stop();
        }
        clients.forEach(client -> client.leave()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join());
        router.close();
        loops.close();
    }
}
