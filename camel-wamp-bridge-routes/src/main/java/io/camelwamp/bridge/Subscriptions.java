package io.camelwamp.bridge;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Forwarders with a list of subscriptions, as Crossbar.io's MessageForwarder has it: {@code
 * bridge.forwarders.NAME.subscriptions} makes the forwarders {@code NAME-0}, {@code NAME-1} and so on, which have the other
 * options of NAME, too.
 */
final class Subscriptions {
    private static final String FORWARDERS = SettingKeys.PREFIX + "forwarders.";

    /** An option of one entry; those of {@code bridge.forwarder}, which is for all forwarders, need a name. */
    private static final Pattern ENTRY = Pattern.compile(
            "bridge\\.(?:forwarders\\.(?<name>[^.]+)|forwarder)\\.subscriptions\\.(?<index>[0-9]+)\\.(?<option>.+)");

    private static final Pattern LIST =
            Pattern.compile("bridge\\.(forwarders\\.[^.]+|forwarder)\\.subscriptions(\\..*)?");

    private Subscriptions() {}

    /**
     * The same settings with a forwarder for each subscription.
     *
     * @throws IllegalArgumentException if something else is there in place of a list
     */
    static Map<String, String> asForwarders(Map<String, String> given) {
        Map<String, String> expanded = new TreeMap<>();
        Map<String, String> owners = new TreeMap<>();
        given.forEach((key, value) -> {
            Matcher entry = ENTRY.matcher(key);
            if (entry.matches()) {
                String name = entry.group("name") == null ? "forwarder" : entry.group("name");
                String forwarder = FORWARDERS + name + "-" + entry.group("index") + ".";
                expanded.put(forwarder + entry.group("option"), value);
                owners.put(forwarder, FORWARDERS + name + ".");
            } else if (LIST.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        key + " must be in a list of subscriptions, each with url, topic and,"
                                + " if not exact, match: subscriptions: [{topic: com.example.news, url: \"http://…\"}]");
            } else {
                expanded.put(key, value);
            }
        });
        owners.forEach((forwarder, owner) -> given.forEach((key, value) -> {
            if (key.startsWith(owner) && !LIST.matcher(key).matches()) {
                expanded.putIfAbsent(forwarder + key.substring(owner.length()), value);
            }
        }));
        expanded.keySet().removeIf(key -> owners.values().stream().anyMatch(key::startsWith));
        return expanded;
    }
}
