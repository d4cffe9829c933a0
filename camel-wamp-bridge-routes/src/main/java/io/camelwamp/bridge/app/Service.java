package io.camelwamp.bridge.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An HTTP service that the bridge makes of a route template for each of its paths. */
enum Service {
    PUBLISHER("publisher", "wamp-publisher", "/publish,/push"),
    CALLER("caller", "wamp-caller", "/call");

    private final String key;
    private final String template;
    private final String defaultPaths;
    private final Set<String> options;

    Service(String key, String template, String defaultPaths) {
        this.key = key;
        this.template = template;
        this.defaultPaths = defaultPaths;
        Set<String> setByTheBridge =
                Set.of(
                        "path",
                        "scheme",
                        "host",
                        "port",
                        "handlers",
                        "sslContextParameters",
                        "routerUrl",
                        "realm");
        this.options =
                parameters("/" + resource(template)).stream()
                        .filter(name -> !setByTheBridge.contains(name))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The middle of its settings' names: {@code bridge.publisher.paths}. */
    String key() {
        return key;
    }

    String template() {
        return template;
    }

    /** Where the template stands on the class path. */
    String resource() {
        return resource(template);
    }

    String defaultPaths() {
        return defaultPaths;
    }

    /** The parameters of the template that settings may give. */
    Set<String> options() {
        return options;
    }

    private static String resource(String template) {
        return "camel/" + template + ".yaml";
    }

    /**
     * The template itself says which parameters it has, so that no list of them can become wrong.
     */
    private static Set<String> parameters(String resource) {
        try (InputStream yaml = Service.class.getResourceAsStream(resource)) {
            List<?> document =
                    (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            Map<?, ?> template = (Map<?, ?>) ((Map<?, ?>) document.get(0)).get("routeTemplate");
            return ((List<?>) template.get("parameters"))
                    .stream()
                            .map(parameter -> ((Map<?, ?>) parameter).get("name").toString())
                            .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
