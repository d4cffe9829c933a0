package io.camelwamp.bridge.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The settings of the bridge, checked: what begins with {@code bridge.} is known here, everything
 * else is for Camel.
 *
 * <p>An option of the services can be given for all of them ({@code bridge.requireIp}) or for one
 * ({@code bridge.publisher.requireIp}), which wins.
 */
public final class BridgeSettings {
    private static final String PREFIX = "bridge.";
    private static final int MAX_PORT = 65535;
    private static final int DEFAULT_MAX_MESSAGE_SIZE = 16 * 1024 * 1024;

    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "host", "127.0.0.1",
                    "port", "8080",
                    "realm", "realm1",
                    "routerUrl", "",
                    "websocketPath", "/ws",
                    "page", "true",
                    "demo", "true",
                    "maxMessageSize", String.valueOf(DEFAULT_MAX_MESSAGE_SIZE),
                    "keyStore", "",
                    "keyStorePassword", "");

    private final Map<String, String> values;
    private final Map<String, String> camel = new LinkedHashMap<>();

    private BridgeSettings(Map<String, String> settings) {
        values = new LinkedHashMap<>(DEFAULTS);
        Set<String> known = knownNames();
        settings.forEach(
                (name, value) -> {
                    if (!name.startsWith(PREFIX)) {
                        camel.put(name, value);
                        return;
                    }
                    String key = name.substring(PREFIX.length());
                    if (!known.contains(key)) {
                        throw new SettingsException(
                                "there is no setting "
                                        + name
                                        + "; did you mean "
                                        + PREFIX
                                        + nearest(key, known)
                                        + "?");
                    }
                    values.put(key, value);
                });
    }

    /**
     * Checks settings.
     *
     * @param settings names and values as in a properties file
     * @throws SettingsException if one is unknown or makes no sense
     */
    public static BridgeSettings of(Map<String, String> settings) {
        BridgeSettings checked = new BridgeSettings(settings);
        checked.port();
        checked.maxMessageSize();
        checked.page();
        checked.demo();
        checked.checkRouterUrl();
        for (Service service : Service.values()) {
            checked.paths(service);
            checked.checkSigning(service);
        }
        return checked;
    }

    private static Set<String> knownNames() {
        Set<String> known = new TreeSet<>(DEFAULTS.keySet());
        for (Service service : Service.values()) {
            known.add(service.key() + ".paths");
            service.options()
                    .forEach(
                            option -> {
                                known.add(option);
                                known.add(service.key() + "." + option);
                            });
        }
        return known;
    }

    private static String nearest(String key, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .orElseThrow();
    }

    /** How many letters must be changed, added or left out to make one text of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /** The address to listen on. */
    public String host() {
        return values.get("host");
    }

    /** The port to listen on. */
    public int port() {
        return number("port", 1, MAX_PORT);
    }

    /** The realm that the services join, and the embedded router's. */
    public String realm() {
        return values.get("realm");
    }

    /** The URL of a router elsewhere, or null for the embedded one. */
    public String routerUrl() {
        String url = values.get("routerUrl");
        return url.isEmpty() ? null : url;
    }

    /** Where WebSocket clients reach the embedded router. */
    public String websocketPath() {
        return values.get("websocketPath");
    }

    /** The largest WAMP message that the embedded router accepts, in octets. */
    public int maxMessageSize() {
        return number("maxMessageSize", 1, Integer.MAX_VALUE);
    }

    /**
     * Whether the page is served. It is a WAMP client itself, so that it needs the embedded router.
     */
    public boolean page() {
        return flag("page") && routerUrl() == null;
    }

    /** Whether the procedure {@code com.example.add2} is there. */
    public boolean demo() {
        return flag("demo");
    }

    /** The file with the key and certificate for HTTPS, or null for HTTP. */
    public String keyStore() {
        String file = values.get("keyStore");
        return file.isEmpty() ? null : file;
    }

    /** The password of the key store. */
    String keyStorePassword() {
        return values.get("keyStorePassword");
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return keyStore() == null ? "http" : "https";
    }

    /** What is not for the bridge, but for Camel Main. */
    Map<String, String> camel() {
        return camel;
    }

    /** Where a service is reached; none if it is switched off. */
    List<String> paths(Service service) {
        String list = values.getOrDefault(service.key() + ".paths", service.defaultPaths());
        List<String> paths =
                Stream.of(list.split(","))
                        .map(String::strip)
                        .filter(path -> !path.isEmpty())
                        .toList();
        for (String path : paths) {
            if (!path.startsWith("/") || path.contains("?") || path.contains("#")) {
                throw new SettingsException(
                        PREFIX
                                + service.key()
                                + ".paths must be paths such as /publish, separated by"
                                + " commas, but has '"
                                + path
                                + "'");
            }
        }
        return paths;
    }

    /** The options of a service's template that were given. */
    Map<String, String> options(Service service) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : service.options()) {
            String value = values.getOrDefault(service.key() + "." + option, values.get(option));
            if (value != null) {
                options.put(option, value);
            }
        }
        return options;
    }

    private void checkSigning(Service service) {
        Map<String, String> options = options(service);
        boolean key = !options.getOrDefault("key", "").isEmpty();
        boolean secret = !options.getOrDefault("secret", "").isEmpty();
        if (key != secret) {
            throw new SettingsException(
                    "the "
                            + service.key()
                            + " has a "
                            + (key ? "key but no secret" : "secret but no key")
                            + ": give "
                            + PREFIX
                            + "key and "
                            + PREFIX
                            + "secret, or neither");
        }
    }

    private void checkRouterUrl() {
        if (routerUrl() == null) {
            return;
        }
        List<String> schemes = List.of("ws", "wss");
        for (String url : routerUrl().split(",")) {
            try {
                if (schemes.contains(URI.create(url.strip()).getScheme())) {
                    continue;
                }
            } catch (IllegalArgumentException e) {
                // Said below, without the URL, which may hold credentials.
            }
            throw new SettingsException(
                    PREFIX + "routerUrl must be a URL such as ws://router.example.com:8080/ws");
        }
    }

    private int number(String key, int from, int to) {
        String text = values.get(key);
        try {
            int number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, together with what is out of range.
        }
        throw new SettingsException(
                PREFIX
                        + key
                        + " must be a number from "
                        + from
                        + " to "
                        + to
                        + ", but is '"
                        + text
                        + "'");
    }

    private boolean flag(String key) {
        String text = values.get(key);
        if (!text.equals("true") && !text.equals("false")) {
            throw new SettingsException(
                    PREFIX + key + " must be true or false, but is '" + text + "'");
        }
        return text.equals("true");
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return new ArrayList<>(values.keySet()).toString();
    }
}
