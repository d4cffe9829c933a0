package io.camelwamp.session;

import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
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
                features(
                        "publisher_identification",
                        "publisher_exclusion",
                        "subscriber_blackwhite_listing",
                        "payload_passthru_mode"));
        roles.put(
                "subscriber",
                features(
                        "publisher_identification",
                        "pattern_based_subscription",
                        "publication_trustlevels",
                        "subscription_revocation",
                        "payload_passthru_mode"));
        roles.put(
                "caller",
                features(
                        "caller_identification",
                        "progressive_call_results",
                        "progressive_call_invocations",
                        "call_canceling",
                        "payload_passthru_mode"));
        roles.put(
                "callee",
                features(
                        "caller_identification",
                        "call_trustlevels",
                        "pattern_based_registration",
                        "shared_registration",
                        "progressive_call_results",
                        "progressive_call_invocations",
                        "call_canceling",
                        "call_timeout",
                        "registration_revocation",
                        "payload_passthru_mode"));
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

    /** Tells whether a router takes calls. */
    static boolean isDealer(WelcomeDetails welcome) {
        return welcome.roles().containsKey("dealer");
    }

    /** Tells whether a router lists a feature of one of its roles. */
    static boolean announces(WelcomeDetails welcome, String role, String feature) {
        Map<?, ?> features = featuresOf(welcome, role);
        return features != null && Boolean.TRUE.equals(features.get(feature));
    }

    /**
     * Why options that say that the payload is not to be looked into cannot be sent to a router; null if
     * there are none, or it knows what they mean. Others would drop them, and the receiver could not
     * tell what it gets.
     */
    static WampException objectionToPassthru(Attributes options, WelcomeDetails router, String role) {
        if (options.text("ppt_scheme") == null || announces(router, role, "payload_passthru_mode")) {
            return null;
        }
        return new WampException(
                Uris.FEATURE_NOT_SUPPORTED,
                "Payload passthru mode (ppt_*) is not supported by the " + role + " of this router");
    }

    private static Map<?, ?> featuresOf(WelcomeDetails welcome, String role) {
        return welcome.roles().get(role) instanceof Map<?, ?> details
                        && details.get("features") instanceof Map<?, ?> flags
                ? flags
                : null;
    }
}
