package io.camelwamp.bridge;

import io.camelwamp.bridge.ServiceSettings.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.camel.spi.RouteTemplateParameterSource;

/** Which routes the bridge has, and the parameters that make its services of the templates. */
final class BridgeRoutes implements RouteTemplateParameterSource {
    /** The bean that is the embedded router. */
    static final String ROUTER_BEAN = "bridgeRouter";

    /** The bean with the server's certificate. */
    static final String TLS_BEAN = "bridgeTls";

    /** The bean that is the client of all outgoing requests. */
    static final String OUTBOUND_BEAN = "bridgeOutbound";

    private final BridgeSettings settings;
    private final int port;
    private final String handlers;
    private final UnaryOperator<String> placeholders;
    private final Map<String, Service> parameters = new LinkedHashMap<>();

    /** What a route is made of: options as they were given, and parameters for its template. */
    private record Service(String label, Map<String, String> options, Map<String, Object> parameters) {}

    /**
     * The routes of a bridge.
     *
     * @param port where they are served
     * @param handlers references to the Jetty handlers of the port, the innermost first
     * @param placeholders replaces placeholders, once Camel asks for the parameters of a route
     */
    BridgeRoutes(BridgeSettings settings, int port, String handlers, UnaryOperator<String> placeholders) {
        this.settings = settings;
        this.port = port;
        this.handlers = handlers;
        this.placeholders = placeholders;
    }

    /** Where sessions of the bridge find their router. */
    String sessionUrl() {
        return settings.hasEmbeddedRouter() ? "local:" + ROUTER_BEAN : settings.routerUrl();
    }

    /** The files with routes and templates. */
    String includePattern() {
        List<String> patterns = new ArrayList<>();
        patterns.add("classpath:camel/wamp-publisher.yaml");
        patterns.add("classpath:camel/wamp-caller.yaml");
        patterns.add("classpath:camel/wamp-webhook.yaml");
        patterns.add("classpath:camel/wamp-callback.yaml");
        settings.outbound().services().stream()
                .map(service -> "classpath:camel/" + service.kind().template() + ".yaml")
                .distinct()
                .forEach(patterns::add);
        if (settings.isPortForRouterAlone()) {
            patterns.add("classpath:camel/router-port.yaml");
        }
        if (settings.hasDemo()) {
            patterns.add("classpath:camel/demo.yaml");
        }
        patterns.addAll(settings.routes());
        return String.join(",", patterns);
    }

    /**
     * Makes the parameters of all services.
     *
     * @param bind takes the names and values of the beans that they refer to
     */
    void bindServices(BiConsumer<String, Object> bind) {
        Map<String, String> stores = ReplayStores.bind(settings.services(), bind);
        for (ServiceSettings service : settings.services()) {
            Map<String, Object> own = new HashMap<>(service.options());
            own.put(TEMPLATE_ID, service.kind().template());
            own.put("path", service.path());
            own.putAll(ofPort());
            own.put("routerUrl", sessionUrl());
            bindSecret("secret", service.name(), own, bind);
            bindSecret("githubSecret", service.name(), own, bind);
            bindSecret("sessionSecret", service.name(), own, bind);
            if (service.kind() == Kind.CALLBACK) {
                own.putIfAbsent("service", service.name());
                own.putIfAbsent("client", "#bean:" + OUTBOUND_BEAN);
            }
            if (stores.containsKey(service.name())) {
                own.put("replayRepository", stores.get(service.name()));
            }
            String label = service.kind().word() + " " + service.name();
            checkRequired(label, service.kind().requiredOptions(), service.options());
            put(service.name(), new Service(label, service.options(), own));
        }
        if (settings.isPortForRouterAlone()) {
            Map<String, Object> own = ofPort();
            own.put(TEMPLATE_ID, "router-port");
            own.put("path", settings.routerPath());
            put("router-port", new Service("port of the router", Map.of(), own));
        }
        bindOutbound(bind);
    }

    /** Where something is served. */
    private Map<String, Object> ofPort() {
        Map<String, Object> own = new HashMap<>();
        own.put("scheme", settings.keyStore() == null ? "http" : "https");
        own.put("host", settings.address().contains(":") ? bracketed() : settings.address());
        own.put("port", port);
        own.put("handlers", handlers);
        if (settings.keyStore() != null) {
            own.put("sslContextParameters", "#" + TLS_BEAN);
        }
        return own;
    }

    private static void checkRequired(String label, List<String> required, Map<String, String> options) {
        for (String option : required) {
            if (options.getOrDefault(option, "").isBlank()) {
                throw new IllegalArgumentException(
                        "the " + label + " has no " + option + ", which it cannot do without: " + label.split(" ")[0]
                                + "s need " + String.join(" and ", required));
            }
        }
    }

    private void put(String name, Service service) {
        if (parameters.put(name, service) != null) {
            throw new IllegalArgumentException("there are two services with the name '" + name + "'");
        }
        // What can be judged without Camel's placeholders is judged before Camel starts.
        service.options.forEach((option, value) -> {
            if (!value.contains("{{")) {
                SettingValues.checked(service.label, option, value, UnaryOperator.identity());
            }
        });
    }

    private void bindOutbound(BiConsumer<String, Object> bind) {
        bind.accept(OUTBOUND_BEAN, settings.outbound().client());
        for (OutboundService service : settings.outbound().services()) {
            Map<String, Object> own = new HashMap<>(service.options());
            own.put(TEMPLATE_ID, service.kind().template());
            own.put("routerUrl", sessionUrl());
            own.put("client", "#bean:" + OUTBOUND_BEAN);
            OutboundService.SECRETS.forEach(option -> bindSecret(option, service.name(), own, bind));
            checkRequired(service.toString(), service.kind().requiredOptions(), service.options());
            put(service.name(), new Service(service.toString(), service.options(), own));
        }
    }

    private String bracketed() {
        return "[" + settings.address() + "]";
    }

    /** As a bean, a secret may begin with '#' without naming a bean itself. */
    private static void bindSecret(
            String option, String service, Map<String, Object> own, BiConsumer<String, Object> bind) {
        Object secret = own.get(option);
        if (secret != null && !secret.equals("")) {
            String bean = "bridge." + option + "." + service;
            bind.accept(bean, secret);
            own.put(option, "#bean:" + bean);
        }
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        Service service = parameters.get(routeId);
        Map<String, Object> checked = new HashMap<>(service.parameters);
        service.options.forEach((option, value) -> {
            String usable = SettingValues.checked(service.label, option, value, placeholders);
            checked.computeIfPresent(option, (name, given) -> given.equals(value) ? usable : given);
        });
        return checked;
    }

    @Override
    public Set<String> routeIds() {
        return parameters.keySet();
    }
}
