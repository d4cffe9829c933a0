package io.camelwamp.router;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the router says of itself in WELCOME: exactly the features that it implements. */
final class Announcement {
    /** The router's name. Without a version, which would only tell an attacker where to look. */
    static final String AGENT = "camel-wamp-router";

    private static final List<String> BROKER =
            List.of("pattern_based_subscription", "publisher_exclusion", "subscriber_blackwhite_listing");
    private static final List<String> DEALER = List.of(
            "call_canceling",
            "call_timeout",
            "pattern_based_registration",
            "progressive_call_results",
            "shared_registration");

    private Announcement() {}

    /** The {@code roles} dictionary for a realm. */
    static Map<String, Object> roles(RealmConfig realm) {
        boolean discloses = realm.disclosure() != Disclosure.NEVER;
        return Map.of(
                "broker", role(BROKER, discloses ? "publisher_identification" : null),
                "dealer", role(DEALER, discloses ? "caller_identification" : null));
    }

    private static Map<String, Object> role(List<String> features, String oneMore) {
        Map<String, Object> flags = new LinkedHashMap<>();
        features.forEach(feature -> flags.put(feature, true));
        if (oneMore != null) {
            flags.put(oneMore, true);
        }
        return Map.of("features", flags);
    }
}
