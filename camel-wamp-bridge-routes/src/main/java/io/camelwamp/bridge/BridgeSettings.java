package io.camelwamp.bridge;

import io.camelwamp.bridge.ServiceSettings.Kind;
import io.camelwamp.bridge.admission.AdmissionSettings;
import io.camelwamp.bridge.admission.RoleRules;
import io.camelwamp.bridge.check.WebSocketCheck;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All settings of a bridge: what was given, and defaults for the rest. Immutable. */
public final class BridgeSettings {
    private static final String DEFAULT_REALM = "realm1";

    private final Map<String, String> given;
    private final List<ServiceSettings> services;
    private final AdmissionSettings admission;

    private BridgeSettings(Map<String, String> given) {
        SettingKeys.check(given.keySet());
        SettingValues.checkGiven(given);
        this.given = Map.copyOf(given);
        this.services = List.copyOf(readServices());
        this.admission = readAdmission();
        checkPage();
    }

    /**
     * Settings by their keys, such as {@code bridge.port}; keys that are not the bridge's go to
     * Camel.
     *
     * @throws IllegalArgumentException if a key is unknown or a value impossible
     */
    public static BridgeSettings of(Map<String, String> given) {
        return new BridgeSettings(Subscriptions.asForwarders(given));
    }

    /**
     * The settings of a file; {@code bridge.routes} without a scheme, key files and databases are files beside it.
     *
     * @param name the file's name
     * @throws IllegalArgumentException if the file cannot be read or has an unknown key or an
     *     impossible value
     */
    public static BridgeSettings load(String name) {
        Path file = Path.of(name);
        Map<String, String> given = new TreeMap<>(SettingsFile.read(file));
        Path folder = file.toAbsolutePath().getParent();
        given.replaceAll((key, value) -> SettingKeys.isFile(key) && !value.startsWith("{{")
                ? folder.resolve(value).toString()
                : value);
        given.computeIfPresent(SettingKeys.PREFIX + "routes", (key, routes) -> Arrays.stream(routes.split(","))
                .map(String::trim)
                .map(route -> route.contains(":") ? route : "file:" + folder + "/" + route)
                .collect(Collectors.joining(",")));
        return of(given);
    }

    /** The address to listen on; loopback unless set. */
    public String address() {
        return text("address", "127.0.0.1");
    }

    /** The port to listen on; 0 for any that is free. */
    public int port() {
        return (int) number("port", 8080, 0, 65_535);
    }

    /** The URL of the external router, or null if there is an embedded one. */
    String routerUrl() {
        return text("routerUrl", null);
    }

    boolean hasEmbeddedRouter() {
        return routerUrl() == null;
    }

    String routerPath() {
        return text("routerPath", "/ws");
    }

    /** Whether clients on the network may join the embedded router. */
    boolean hasWebSocket() {
        return hasEmbeddedRouter() && flag("websocket", true);
    }

    /** Whether clients on the network may join the embedded router by raw socket. */
    boolean hasRawSocket() {
        boolean wanted = text("rawsocket.port", null) != null;
        if (wanted && !hasEmbeddedRouter()) {
            throw new IllegalArgumentException(
                    "bridge.rawsocket.port is a port of the embedded router: leave it out, or bridge.routerUrl");
        }
        return wanted;
    }

    /** Whether the port is there for the router's WebSocket alone, with no service that would open it. */
    boolean isPortForRouterAlone() {
        return hasWebSocket() && services.isEmpty();
    }

    /** The port for raw socket; 0 for any that is free. */
    int rawSocketPort() {
        return (int) number("rawsocket.port", 0, 0, 65_535);
    }

    /** Who may: the settings for all services hold for the WebSocket, too. */
    WebSocketCheck webSocketCheck() {
        return new WebSocketCheck(requireIp(), flag("requireTls", false), text("trustedProxies", null), corsOrigins());
    }

    /** Who may, as it is set for all services; null for anybody. */
    private String requireIp() {
        String value = text("requireIp", SettingValues.NONE);
        return SettingValues.isNone("requireIp", value) ? null : value;
    }

    /** Who may join the embedded router, and what they may do there. */
    AdmissionSettings admission() {
        return admission;
    }

    private AdmissionSettings readAdmission() {
        RouterSettings router = new RouterSettings(given);
        if (router.any() != null && !hasEmbeddedRouter()) {
            throw new IllegalArgumentException(
                    router.any() + " is for the embedded router: leave it out, or bridge.routerUrl");
        }
        AdmissionSettings read = router.admission();
        services.forEach(service -> RouterSettings.checkRole(service, service.options(), read));
        outbound().services().forEach(service -> RouterSettings.checkRole(service, service.options(), read));
        return read;
    }

    /**
     * Whether the network, and not only this machine, may join the router as anonymous clients that
     * may do everything.
     */
    boolean isRouterOpenToAnybody() {
        try {
            return (hasWebSocket() || hasRawSocket())
                    && admission.admitsAnonymous()
                    && !admission.roles().restrict()
                    && requireIp() == null
                    && isOnTheNetwork();
        } catch (UnknownHostException e) {
            throw invalid("address", address(), "an address of this machine");
        }
    }

    private boolean isOnTheNetwork() throws UnknownHostException {
        return !InetAddress.getByName(address()).isLoopbackAddress();
    }

    /**
     * The services through which anybody on the network may do what the router keeps from its own clients: they accept any
     * request, and their sessions are not restricted.
     */
    List<ServiceSettings> servicesAroundAdmission() {
        RoleRules roles = admission.roles();
        try {
            return hasEmbeddedRouter() && (roles.restrict() || !admission.admitsAnonymous()) && isOnTheNetwork()
                    ? services.stream()
                            .filter(service -> service.isOpen() && !service.isRestrictedBy(roles))
                            .toList()
                    : List.of();
        } catch (UnknownHostException e) {
            throw invalid("address", address(), "an address of this machine");
        }
    }

    /** The realm of the page and the demo, and of services that name no other. */
    String realm() {
        return text("realm", DEFAULT_REALM);
    }

    /** The realms of the embedded router. */
    Set<String> realms() {
        Set<String> realms = new LinkedHashSet<>(list("realms", ""));
        realms.add(realm());
        services.forEach(service -> realms.add(service.realm()));
        outbound().services().forEach(service -> realms.add(service.options().get("realm")));
        return realms;
    }

    /** The publishers, callers, webhooks and callback APIs. */
    List<ServiceSettings> services() {
        return services;
    }

    /** What leads from WAMP to HTTP. */
    OutboundSettings outbound() {
        return new OutboundSettings(given, realm());
    }

    boolean hasPage() {
        return flag("page", canHavePage());
    }

    boolean hasDemo() {
        return flag("demo", hasEmbeddedRouter());
    }

    /** Further route files, as patterns of Camel: {@code file:/etc/bridge/*.yaml}. */
    List<String> routes() {
        return list("routes", "");
    }

    long idleTimeout() {
        long timeout = SettingValues.milliseconds("bridge.idleTimeout", text("idleTimeout", "30000"));
        if (timeout < 1 || timeout > Integer.MAX_VALUE) {
            throw invalid("idleTimeout", String.valueOf(timeout), "a number from 1 to " + Integer.MAX_VALUE);
        }
        return timeout;
    }

    int requestHeaderSize() {
        return (int) number("requestHeaderSize", 8192, 256, 1 << 20);
    }

    long minRequestDataRate() {
        return number("minRequestDataRate", 100, 0, Integer.MAX_VALUE);
    }

    /** Seconds that requests under way have to end when the bridge stops. */
    int shutdownTimeout() {
        return (int) number("shutdownTimeout", 30, 1, 3600);
    }

    /** The file with the server's certificate and key, or null for plain HTTP. */
    String keyStore() {
        return text("tls.keyStore", null);
    }

    String keyStorePassword() {
        return text("tls.keyStorePassword", "");
    }

    String corsOrigins() {
        return text("corsOrigins", "*");
    }

    /** What was given that is not the bridge's own. */
    Map<String, String> forCamel() {
        Map<String, String> rest = new TreeMap<>(given);
        rest.keySet().removeIf(key -> key.startsWith(SettingKeys.PREFIX));
        return rest;
    }

    /** The paths of the services of one kind, the first of which the page uses. */
    List<String> paths(Kind kind) {
        return list(kind.word() + ".paths", kind.defaultPaths());
    }

    private List<ServiceSettings> readServices() {
        List<ServiceSettings> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (String path : paths(kind)) {
                String name = path.equals("/") ? "root" : path.substring(1).replace('/', '-');
                Map<String, String> options = options(kind, kind.word() + ".");
                all.add(new ServiceSettings(name, kind, checkedPath(path), options));
            }
        }
        for (String name : names()) {
            all.add(namedService(name));
        }
        return all;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String key : new TreeMap<>(given).keySet()) {
            String[] parts = key.split("\\.", 4);
            if (parts.length == 4 && key.startsWith("bridge.services.")) {
                names.add(parts[2]);
            }
        }
        return names;
    }

    private ServiceSettings namedService(String name) {
        String prefix = "services." + name + ".";
        String type = text(prefix + "type", "");
        Kind kind = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.word().equals(type))
                .findFirst()
                .orElseThrow(() -> invalid(prefix + "type", type, "publisher, caller, webhook or callback"));
        String path = text(prefix + "path", "");
        return new ServiceSettings(name, kind, checkedPath(path), options(kind, prefix));
    }

    /** Options of a service: its own, else those for all services. */
    private Map<String, String> options(Kind kind, String prefix) {
        InheritedOptions inherited =
                new InheritedOptions(given, List.of(SettingKeys.PREFIX + prefix, SettingKeys.PREFIX));
        Map<String, String> options = new LinkedHashMap<>();
        options.put("realm", realm());
        for (String name : SettingKeys.optionsOf(kind)) {
            String value = inherited.value(name);
            if (value != null && !value.isEmpty() && !SettingValues.isNone(name, value)) {
                options.put(name, value);
            }
        }
        return options;
    }

    private String checkedPath(String path) {
        if (!path.matches("/[A-Za-z0-9._~/-]*")) {
            throw new IllegalArgumentException(
                    "the path '" + path + "' must begin with / and have plain characters only");
        }
        return path;
    }

    private boolean canHavePage() {
        return hasWebSocket()
                && !paths(Kind.PUBLISHER).isEmpty()
                && !paths(Kind.CALLER).isEmpty();
    }

    private void checkPage() {
        if (hasPage() && !canHavePage()) {
            throw new IllegalArgumentException(
                    "bridge.page needs the embedded router with its WebSocket, a publisher and a caller:"
                            + " leave it out, or bridge.routerUrl and bridge.websocket");
        }
    }

    private String text(String key, String ifAbsent) {
        String value = given.get(SettingKeys.PREFIX + key);
        return value == null || value.isEmpty() && ifAbsent == null ? ifAbsent : value;
    }

    private List<String> list(String key, String ifAbsent) {
        return Arrays.stream(text(key, ifAbsent).split(","))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private boolean flag(String key, boolean ifAbsent) {
        return SettingValues.flag(SettingKeys.PREFIX + key, text(key, String.valueOf(ifAbsent)));
    }

    private long number(String key, long ifAbsent, long least, long most) {
        String value = text(key, String.valueOf(ifAbsent));
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalid(key, value, "a number from " + least + " to " + most);
        }
        throw invalid(key, value, "a number from " + least + " to " + most);
    }

    private static IllegalArgumentException invalid(String key, String value, String expected) {
        return SettingValues.invalid(SettingKeys.PREFIX + key, value, expected);
    }

    /** Without values, some of which are secrets. */
    @Override
    public String toString() {
        return "settings " + new TreeMap<>(given).keySet();
    }
}
