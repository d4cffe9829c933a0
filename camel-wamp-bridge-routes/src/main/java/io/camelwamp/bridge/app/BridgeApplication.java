package io.camelwamp.bridge.app;

import io.camelwamp.bridge.http.ServerSettings;
import io.camelwamp.router.Router;
import io.camelwamp.router.transport.JettyWebSocketAdapter;
import io.camelwamp.router.transport.JettyWebSocketConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running bridge: the embedded router (unless there is one elsewhere), the services and the
 * page on one Jetty port, and whatever routes the user adds.
 */
public final class BridgeApplication {
    private static final Logger LOG = LoggerFactory.getLogger(BridgeApplication.class);

    private static final String ROUTER = "wampRouter";
    private static final String DEMO_ROUTES = "camel/demo.yaml";
    private static final String ROUTES_PROPERTY = "camel.main.routesIncludePattern";

    /** Seconds that requests under way have to end, when the bridge is told to stop. */
    private static final int SHUTDOWN_TIMEOUT = 30;

    private final BridgeSettings settings;
    private final Main main = new Main();
    private final Router router;

    /** A bridge that does not run yet. */
    public BridgeApplication(BridgeSettings settings) {
        this.settings = settings;
        this.router =
                settings.routerUrl() == null
                        ? Router.builder().realm(settings.realm()).build()
                        : null;
        main.configure().withBasePackageScanEnabled(false).withShutdownTimeout(SHUTDOWN_TIMEOUT);
        main.configure().withAutoConfigurationLogSummary(false);
        main.setInitialProperties(properties());
        main.addMainListener(new LifeCycle());
        bindBeans();
    }

    /**
     * Runs until told to stop.
     *
     * @return the exit code
     */
    public int run() throws Exception {
        startRouter();
        main.run();
        return main.getExitCode();
    }

    /** Starts and returns; for programs and tests that {@link #stop} it themselves. */
    public void start() throws Exception {
        startRouter();
        main.start();
    }

    /** Answers what was taken, and stops. */
    public void stop() {
        main.stop();
        closeRouter();
    }

    /** Before the first route starts, which joins it. */
    private void startRouter() throws IOException {
        if (router != null) {
            router.start();
        }
    }

    /** After the last route has stopped, which left it. */
    private void closeRouter() {
        if (router != null) {
            router.close();
        }
    }

    private void bindBeans() {
        main.bind("bridgeServer", new ServerSettings());
        if (router != null) {
            main.bind(ROUTER, router);
            main.bind("bridgeWebSocket", new JettyWebSocketAdapter(router, webSocket()));
        }
        if (settings.page()) {
            main.bind("bridgePage", new DemoPage(settings));
        }
        if (settings.keyStore() != null) {
            main.bind("bridgeTls", tls());
        }
    }

    private JettyWebSocketConfig webSocket() {
        JettyWebSocketConfig defaults = JettyWebSocketConfig.of(settings.websocketPath());
        return new JettyWebSocketConfig(
                defaults.path(),
                defaults.serializers(),
                settings.maxMessageSize(),
                defaults.pingInterval(),
                defaults.pingTimeout(),
                defaults.compression(),
                defaults.writeHighWaterMark());
    }

    private SSLContextParameters tls() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + settings.keyStore());
        store.setPassword(settings.keyStorePassword());
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store);
        keys.setKeyPassword(settings.keyStorePassword());
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        return tls;
    }

    private String handlers() {
        List<String> handlers = new ArrayList<>();
        if (settings.page()) {
            handlers.add("#bridgePage");
        }
        if (router != null) {
            handlers.add("#bridgeWebSocket");
        }
        // The last one is the outermost.
        handlers.add("#bridgeServer");
        return String.join(",", handlers);
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(settings.camel());
        properties.putIfAbsent("camel.main.name", "bridge");
        properties.setProperty(
                "camel.component.wamp.url",
                router == null ? settings.routerUrl() : "local:" + ROUTER);
        properties.setProperty("camel.component.wamp.realm", settings.realm());
        List<String> files = new ArrayList<>();
        for (Service service : Service.values()) {
            files.add("classpath:" + service.resource());
            settings.paths(service).forEach(path -> addRoute(properties, service, path));
        }
        if (settings.demo()) {
            files.add("classpath:" + DEMO_ROUTES);
        }
        String own = properties.getProperty(ROUTES_PROPERTY);
        if (own != null) {
            files.add(own);
        }
        properties.setProperty(ROUTES_PROPERTY, String.join(",", files));
        return properties;
    }

    private void addRoute(Properties properties, Service service, String path) {
        String route =
                "camel.routeTemplate["
                        + service.key()
                        + path.replaceAll("[^A-Za-z0-9]", "-")
                        + "].";
        properties.setProperty(route + "templateId", service.template());
        properties.setProperty(route + "path", path);
        properties.setProperty(route + "scheme", settings.scheme());
        properties.setProperty(route + "host", settings.host());
        properties.setProperty(route + "port", String.valueOf(settings.port()));
        properties.setProperty(route + "handlers", handlers());
        properties.setProperty(route + "realm", settings.realm());
        if (settings.keyStore() != null) {
            properties.setProperty(route + "sslContextParameters", "#bridgeTls");
        }
        settings.options(service)
                .forEach((option, value) -> properties.setProperty(route + option, value));
    }

    private final class LifeCycle extends MainListenerSupport {
        @Override
        public void afterStart(BaseMainSupport started) {
            String base = settings.scheme() + "://" + settings.host() + ":" + settings.port();
            for (Service service : Service.values()) {
                settings.paths(service)
                        .forEach(path -> LOG.info("{} at {}{}", service.key(), base, path));
            }
            if (router == null) {
                LOG.info("router elsewhere, realm {}", settings.realm());
            } else {
                LOG.info(
                        "router at {}{}, realm {}",
                        base.replaceFirst("http", "ws"),
                        settings.websocketPath(),
                        settings.realm());
            }
            if (settings.page()) {
                LOG.info("page at {}/", base);
            }
            LOG.info("The bridge is ready; stop it with Ctrl-C");
        }

        @Override
        public void afterStop(BaseMainSupport stopped) {
            closeRouter();
        }
    }
}
