package io.camelwamp.router;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the router says of itself in WELCOME: exactly the features that it implements. */
final class Announcement {
    /** The router's name. Without a version, which would only tell an attacker where to look. */
    static final String AGENT = "camel-wamp-router";

    private static final List<String> BROKER = List.of(
            "pattern_based_subscription",
            "payload_passthru_mode",
            "publisher_exclusion",
            "subscriber_blackwhite_listing",
            "subscription_revocation");
    private static final List<String> DEALER = List.of(
            "call_canceling",
            "call_timeout",
            "pattern_based_registration",
            "payload_passthru_mode",
            "progressive_call_invocations",
            "progressive_call_results",
            "registration_revocation",
            "shared_registration",
            "testament_meta_api");

    private Announcement() {}

    /** The {@code roles} dictionary for a realm. */
    static Map<String, Object> roles(RealmConfig realm) {
        Set<String> broker = new LinkedHashSet<>(BROKER);
        Set<String> dealer = new LinkedHashSet<>(DEALER);
        if (realm.disclosure() != Disclosure.NEVER) {
            broker.add("publisher_identification");
            dealer.add("caller_identification");
        }
        if (realm.asksAuthorizer()) {
            broker.add("publication_trustlevels");
            dealer.add("call_trustlevels");
        }
        if (realm.retention().keeps()) {
            broker.add("event_retention");
        }
        if (realm.metaAccess() != MetaAccess.NONE) {
            broker.addAll(List.of("session_meta_api", "subscription_meta_api"));
            dealer.addAll(List.of("session_meta_api", "registration_meta_api"));
            if (!realm.history().isEmpty()) {
                broker.add("event_history");
            }
        }
        return Map.of("broker", role(broker), "dealer", role(dealer));
    }

    private static Map<String, Object> role(Set<String> features) {
        Map<String, Object> flags = new LinkedHashMap<>();
        features.forEach(feature -> flags.put(feature, true));
        return Map.of("features", flags);
    }
}
