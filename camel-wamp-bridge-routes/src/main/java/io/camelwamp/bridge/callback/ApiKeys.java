package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.access.UriPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All API keys at a time. Immutable. */
final class ApiKeys {
    private static final String NAME = "[A-Za-z0-9_-]{1,64}";
    private static final int SHORTEST_TOKEN = 8;

    private final Map<String, ApiKey> keys;

    private ApiKeys(Map<String, ApiKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads the lines of a key file: {@code NAME.token}, or {@code NAME.sha256} in its place; {@code NAME.actions} and {@code
     * NAME.uris} are lists with commas, and leave out nothing if absent.
     *
     * @throws IllegalArgumentException if something is malformed; the text names the line, and repeats no token
     */
    static ApiKeys ofProperties(Properties lines) {
        Map<String, Map<String, String>> byName = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            int dot = key.lastIndexOf('.');
            String name = dot < 0 ? "" : key.substring(0, dot);
            String attribute = key.substring(dot + 1);
            if (!name.matches(NAME)
                    || !Set.of("token", "sha256", "actions", "uris").contains(attribute)) {
                // Without the text, which might be a token that was put in the wrong place.
                throw new IllegalArgumentException("a line does not begin with NAME.token, NAME.sha256, NAME.actions or"
                        + " NAME.uris, with a NAME of letters, digits, _ and -");
            }
            byName.computeIfAbsent(name, absent -> new TreeMap<>())
                    .put(attribute, lines.getProperty(key).trim());
        }
        Map<String, ApiKey> keys = new TreeMap<>();
        byName.forEach((name, attributes) -> keys.put(name, key(name, attributes)));
        return checked(keys);
    }

    private static ApiKey key(String name, Map<String, String> attributes) {
        try {
            Set<Action> actions = new TreeSet<>();
            list(attributes.get("actions")).forEach(word -> actions.add(Action.of(word)));
            List<UriPattern> patterns =
                    list(attributes.get("uris")).stream().map(UriPattern::parse).toList();
            return new ApiKey(
                    name,
                    hash(attributes.get("token"), attributes.get("sha256")),
                    attributes.containsKey("actions") ? actions : Set.of(Action.values()),
                    attributes.containsKey("uris") ? patterns : List.of(UriPattern.parse("*")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key " + name + ": " + e.getMessage(), e);
        }
    }

    private static TokenHash hash(String token, String sha256) {
        if ((token == null) == (sha256 == null)) {
            throw new IllegalArgumentException("it needs a token, or the sha256 of one, and not both");
        }
        return token == null ? TokenHash.parse(sha256) : hash(token);
    }

    private static TokenHash hash(String token) {
        if (token.length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    "its token is too short: at least " + SHORTEST_TOKEN + " characters, better 32 random ones");
        }
        return TokenHash.of(token);
    }

    private static List<String> list(String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::trim)
                        .filter(element -> !element.isEmpty())
                        .toList();
    }

    /**
     * Reads the value of an environment variable: {@code NAME:TOKEN} pairs with commas or white space between them. Such keys
     * may be used for everything.
     *
     * @throws IllegalArgumentException if it is malformed; the text repeats no token
     */
    static ApiKeys ofVariable(String value) {
        Properties lines = new Properties();
        for (String pair : value.trim().split("[\\s,]+")) {
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("it must be NAME:TOKEN pairs with commas between them");
            }
            if (lines.put(pair.substring(0, colon) + ".token", pair.substring(colon + 1)) != null) {
                throw new IllegalArgumentException("a name is there twice");
            }
        }
        return ofProperties(lines);
    }

    private static ApiKeys checked(Map<String, ApiKey> keys) {
        List<ApiKey> seen = new ArrayList<>();
        for (ApiKey key : keys.values()) {
            for (ApiKey other : seen) {
                if (other.hash().isSame(key.hash())) {
                    throw new IllegalArgumentException(
                            "the keys " + other.name() + " and " + key.name() + " have the same token");
                }
            }
            seen.add(key);
        }
        return new ApiKeys(Map.copyOf(keys));
    }

    /** The key with a token; null if there is none. Takes the same time whichever it is. */
    ApiKey withToken(String token) {
        TokenHash given = TokenHash.of(token);
        ApiKey found = null;
        for (ApiKey key : keys.values()) {
            if (key.hash().isSame(given)) {
                found = key;
            }
        }
        return found;
    }

    /** The key with a name; null if there is none. */
    ApiKey named(String name) {
        return keys.get(name);
    }

    /** How many there are. */
    @Override
    public String toString() {
        return keys.size() + " API keys";
    }
}
