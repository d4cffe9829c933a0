package io.camelwamp.session;

import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.WelcomeDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this client announces, which is what it implements, and what it reads in a router's
 * announcement.
 */
final class ClientRoles {
    private static final Map<String, Object> ROLES = announce();

    private ClientRoles() {}

    /** The details of HELLO. */
    static HelloDetails hello(List<Handshake.Offer> offers) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("roles", ROLES);
        details.put("agent", "camel-wamp");
        if (!offers.isEmpty()) {
            details.put(
                    "authmethods", offers.stream().map(Handshake.Offer::name).toList());
        }
        Map<String, Object> extra = new LinkedHashMap<>();
        for (Handshake.Offer offer : offers) {
            extra.putAll(offer.login().authextra());
            if (offer.method().authid() != null) {
                details.putIfAbsent("authid", offer.method().authid());
            }
            if (offer.method().authrole() != null) {
                details.putIfAbsent("authrole", offer.method().authrole());
            }
        }
        if (!extra.isEmpty()) {
            details.put("authextra", extra);
        }
        return new HelloDetails(details);
    }

    private static Map<String, Object> announce() {
        Map<String, Object> roles = new LinkedHashMap<>();
        roles.put(
                "publisher",
                features("publisher_identification", "publisher_exclusion", "subscriber_blackwhite_listing"));
        roles.put(
                "subscriber",
                features(
                        "publisher_identification",
                        "pattern_based_subscription",
                        "publication_trustlevels",
                        "subscription_revocation"));
        roles.put("caller", features("caller_identification", "progressive_call_results", "call_canceling"));
        roles.put(
                "callee",
                features(
                        "caller_identification",
                        "call_trustlevels",
                        "pattern_based_registration",
                        "shared_registration",
                        "progressive_call_results",
                        "call_canceling",
                        "registration_revocation"));
        return roles;
    }

    private static Map<String, Object> features(String... names) {
        return Map.of("features", Stream.of(names).collect(Collectors.toMap(name -> name, name -> true)));
    }

    /**
     * Tells whether CANCEL may be sent to a router. Many support it without listing it, so only one
     * that lists the features of its dealer and leaves this one out does not get it; nor does
     * Jawampa, which lists nothing and closes the connection at a CANCEL.
     */
    static boolean takesCancel(WelcomeDetails welcome) {
        String agent = welcome.text("agent");
        Map<?, ?> features = featuresOf(welcome, "dealer");
        boolean unknown = features == null && (agent == null || !agent.startsWith("Jawampa"));
        return unknown || features != null && Boolean.TRUE.equals(features.get("call_canceling"));
    }

    private static Map<?, ?> featuresOf(WelcomeDetails welcome, String role) {
        return welcome.roles().get(role) instanceof Map<?, ?> details
                        && details.get("features") instanceof Map<?, ?> flags
                ? flags
                : null;
    }
}
