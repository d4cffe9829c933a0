package io.camelwamp.bridge;

import io.camelwamp.bridge.ServiceSettings.Kind;
import io.camelwamp.bridge.admission.Admission;
import io.camelwamp.bridge.http.PageHandler;
import io.camelwamp.bridge.http.RequestOrigin;
import io.camelwamp.bridge.http.ServerSettings;
import io.camelwamp.component.WampConsumer;
import io.camelwamp.router.transport.JettyWebSocketAdapter;
import io.camelwamp.router.transport.JettyWebSocketConfig;
import io.camelwamp.router.transport.NettyRawSocketListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runnable bridge: publishers and callers over HTTP, with an embedded router, its WebSocket and
 * a page to try them with, all on one port.
 *
 * <p>Run it with no argument, or with a file of settings; or embed it:
 *
 * <pre>{@code
 * try (Bridge bridge = new Bridge(BridgeSettings.of(Map.of("bridge.port", "0")))) {
 *     bridge.start();
 *     … bridge.port() …
 * }
 * }</pre>
 */
public final class Bridge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    private static final String COMPONENT_REALM = "camel.component.wamp.realm";
    /** How long a bridge waits for its own router, before it says so and is ready all the same. */
    private static final Duration HELD = Duration.ofSeconds(5);

    private final BridgeSettings settings;
    private final Main camel = new Main();
    private final ServerSettings server = new ServerSettings();
    private final RawSocketEntrance rawSocket;

    /** Null with an external router, as the next one. */
    private final Admission admission;

    private final EmbeddedRouter router;
    private final int port;

    /**
     * A bridge that is not started.
     *
     * @throws IllegalArgumentException if the settings contradict each other, or a file that they name is malformed
     * @throws IOException if any free port is wanted, and none can be found
     */
    public Bridge(BridgeSettings settings) throws IOException {
        this.settings = settings;
        this.rawSocket = settings.hasRawSocket() ? new RawSocketEntrance(settings) : null;
        this.admission = settings.hasEmbeddedRouter() ? new Admission(settings.admission(), settings.realms()) : null;
        this.router = admission == null ? null : new EmbeddedRouter(admission, listeners());
        this.port = settings.port() == 0 ? freePort(settings.address()) : settings.port();
        configure();
    }

    private List<NettyRawSocketListener> listeners() {
        return rawSocket == null ? List.of() : List.of(rawSocket.listener());
    }

    /** Camel takes all consumers of the port 0 for those of one server. */
    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        }
    }

    /**
     * Runs a bridge until the process is asked to stop.
     *
     * @param arguments nothing, the name of a file of settings, or {@code --help}
     */
    public static void main(String[] arguments) {
        if (CommandLine.asksForHelp(arguments)) {
            System.out.print(CommandLine.USAGE);
            return;
        }
        String mistake = CommandLine.mistake(arguments);
        if (mistake != null) {
            System.err.println("bridge: " + mistake);
            System.exit(CommandLine.NOT_UNDERSTOOD);
        }
        try {
            BridgeSettings settings =
                    arguments.length == 0 ? BridgeSettings.of(Map.of()) : BridgeSettings.load(arguments[0]);
            new Bridge(settings).run();
        } catch (Exception e) {
            if (StartUpFailure.isForeseen(e)) {
                LOG.debug("The bridge cannot start", e);
            } else {
                LOG.error("The bridge cannot start, for a reason that it does not know", e);
            }
            System.err.println("bridge: " + StartUpFailure.explain(e));
            System.exit(1);
        }
    }

    private void configure() {
        BridgeRoutes routes = new BridgeRoutes(settings, port, bindHandlers(), this::withoutPlaceholders);
        routes.bindServices(camel::bind);
        camel.bind("bridgeServices", routes);
        bindTls();
        Properties properties = new Properties();
        properties.putAll(settings.forCamel());
        // The demo and the user's own routes join the bridge's router, unless they say otherwise.
        properties.putIfAbsent("camel.component.wamp.url", routes.sessionUrl());
        properties.putIfAbsent(COMPONENT_REALM, settings.realm());
        // It would count every exchange at every step of its route.
        properties.putIfAbsent("camel.main.jmxEnabled", "false");
        camel.setOverrideProperties(properties);
        camel.configure().setName("bridge");
        camel.configure().setBasePackageScanEnabled(false);
        // It would show the router's URL, which may have credentials in it.
        camel.configure().setAutoConfigurationLogSummary(false);
        camel.configure().setRoutesIncludePattern(routes.includePattern());
        camel.configure().setShutdownTimeout(settings.shutdownTimeout());
        camel.addMainListener(new Listener());
    }

    private String withoutPlaceholders(String value) {
        return camel.getCamelContext().resolvePropertyPlaceholders(value);
    }

    /** The handlers of the port, from the inside out. */
    private String bindHandlers() {
        List<String> handlers = new ArrayList<>();
        if (settings.hasPage()) {
            camel.bind("bridgePage", new PageHandler(pageData()));
            handlers.add("#bridgePage");
        }
        if (router != null) {
            camel.bind(BridgeRoutes.ROUTER_BEAN, router.router());
            server.setBeforeStop(this::farewell);
        }
        if (settings.hasWebSocket()) {
            camel.bind("bridgeWebSocket", webSocket());
            handlers.add("#bridgeWebSocket");
        }
        server.setIdleTimeout(settings.idleTimeout());
        server.setRequestHeaderSize(settings.requestHeaderSize());
        server.setMinRequestDataRate(settings.minRequestDataRate());
        server.setCorsOrigins(settings.corsOrigins());
        camel.bind("bridgeServer", server);
        handlers.add("#bridgeServer");
        return String.join(",", handlers);
    }

    private JettyWebSocketAdapter webSocket() {
        return new JettyWebSocketAdapter(
                router.router(),
                JettyWebSocketConfig.of(settings.routerPath()),
                RequestOrigin.checkedBy(settings.webSocketCheck()::refusal),
                admission.tracking());
    }

    /** Our own sessions leave first: they would take the router's goodbye for a loss. */
    private void farewell() {
        ServiceHelper.stopService(camel.getCamelContext().hasComponent("wamp"));
        router.stop();
    }

    private Map<String, String> pageData() {
        return Map.of(
                "realm", settings.realm(),
                "router", settings.routerPath().substring(1),
                "publisher", settings.paths(Kind.PUBLISHER).get(0).substring(1),
                "caller", settings.paths(Kind.CALLER).get(0).substring(1));
    }

    private void bindTls() {
        if (settings.keyStore() == null) {
            return;
        }
        if (!settings.keyStore().contains("{{") && !Files.isReadable(Path.of(settings.keyStore()))) {
            throw new IllegalArgumentException("bridge.tls.keyStore is '" + settings.keyStore()
                    + "': it must be a file that is there and may be read");
        }
        KeyStoreParameters keyStore = new KeyStoreParameters();
        keyStore.setResource("file:" + settings.keyStore());
        keyStore.setPassword(settings.keyStorePassword());
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(keyStore);
        keys.setKeyPassword(settings.keyStorePassword());
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        camel.bind(BridgeRoutes.TLS_BEAN, tls);
    }

    /**
     * Starts the bridge; on return it is ready.
     *
     * @throws Exception if it cannot start; nothing of it runs then
     */
    public void start() throws Exception {
        // Whoever embeds the bridge stops it; Camel's own hook would wait in vain for a main loop that does not run.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        openRouter();
        try {
            camel.start();
            // Camel tells its listeners of the start only if it also runs the main loop.
            ready();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Starts the bridge and waits until the process is asked to stop and all has ended. */
    private void run() throws Exception {
        openRouter();
        camel.run();
    }

    private void openRouter() throws IOException {
        if (router != null) {
            router.open();
        }
    }

    /** The port that the bridge listens on. */
    public int port() {
        return port;
    }

    /**
     * The port for raw socket, once the bridge is started.
     *
     * @throws IllegalStateException if there is none
     */
    public int rawSocketPort() {
        if (rawSocket == null) {
            throw new IllegalStateException("There is no raw socket: bridge.rawsocket.port is not set");
        }
        return rawSocket.port();
    }

    /** Stops the bridge: what is under way ends, then WAMP clients are said goodbye to. */
    @Override
    public void close() {
        camel.stop();
        if (router != null) {
            router.stop();
        }
    }

    private final class Listener extends MainListenerSupport {
        @Override
        public void beforeConfigure(BaseMainSupport main) {
            if (router != null) {
                try {
                    main.getCamelContext().addService(router);
                    main.getCamelContext().addService(new ManagedRouter(router.router()));
                    if (admission.isWatching()) {
                        main.getCamelContext().addService(new AdmissionWatch(admission));
                    }
                } catch (Exception e) {
                    throw new IllegalStateException("the router cannot be a service", e);
                }
            }
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            ready();
        }
    }

    private void ready() {
        if (router != null) {
            awaitHeld();
        }
        announce();
    }

    /** Who hears that the bridge is ready may publish and call at once: nothing of that must find nobody. */
    private void awaitHeld() {
        CompletableFuture<?>[] held = camel.getCamelContext().getRoutes().stream()
                .map(Route::getConsumer)
                .filter(consumer -> consumer instanceof WampConsumer && ServiceHelper.isStarted(consumer))
                .map(consumer -> ((WampConsumer<?>) consumer).whenHeld().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(held).get(HELD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            long missing = Stream.of(held)
                    .filter(one -> !one.isDone() || one.isCompletedExceptionally())
                    .count();
            LOG.warn(
                    "The router does not hold {} of {} subscriptions and registrations yet; it is asked again",
                    missing,
                    held.length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the bridge was starting", e);
        }
    }

    private void announce() {
        String tls = settings.keyStore() == null ? "" : "s";
        String address = settings.address();
        String host = address.contains(":") ? "[" + address + "]" : address;
        String authority = tls + "://" + host + ":" + port;
        if (settings.hasPage()) {
            LOG.info("Page:      http{}/", authority);
        }
        for (ServiceSettings service : settings.services()) {
            LOG.info("{} http{}{}", service.kind().label(), authority, service.path());
        }
        for (OutboundService service : settings.outbound().services()) {
            LOG.info("{} {}", service.kind().label(), service.describe());
        }
        if (router != null) {
            if (settings.hasWebSocket()) {
                LOG.info("Router:    ws{}{}", authority, settings.routerPath());
            }
            if (rawSocket != null) {
                LOG.info("Router:    rs{}://{}:{}", tls, host, rawSocket.port());
            }
            LOG.info("Realms:    {}", String.join(", ", settings.realms()));
            LOG.info("Clients:   {}", admission);
        } else {
            LOG.info("Router:    an external one");
        }
        if (settings.isRouterOpenToAnybody()) {
            LOG.warn(
                    "Anybody who reaches {} may join the router without authentication: set bridge.requireIp to"
                            + " the addresses that may, bridge.router.usersFile to users who may, or"
                            + " bridge.websocket=false without bridge.rawsocket.port",
                    address);
        }
        for (ServiceSettings service : settings.servicesAroundAdmission()) {
            LOG.warn(
                    "Anybody who reaches the {} does with it what the router keeps from its clients: set its key and"
                            + " secret, requireIp, or a role with rules in bridge.router.roles",
                    service);
        }
        LOG.info("The bridge is ready");
    }
}
