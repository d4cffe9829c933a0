package io.camelwamp.bridge.callee;

import io.camelwamp.protocol.Uris;
import java.util.HashMap;
import java.util.Map;

/** Which WAMP error an HTTP status of a backend is. Immutable. */
final class StatusErrors {
    /** What every status is that no entry is for. */
    static final String OTHERS = "io.camelwamp.error.http_status";

    private static final Map<String, String> DEFAULTS = Map.of(
            "400", Uris.INVALID_ARGUMENT,
            "401", Uris.NOT_AUTHORIZED,
            "403", Uris.NOT_AUTHORIZED,
            "404", "io.camelwamp.error.not_found",
            "409", "io.camelwamp.error.conflict",
            "410", "io.camelwamp.error.not_found",
            "422", Uris.INVALID_ARGUMENT,
            "429", Uris.UNAVAILABLE,
            "503", Uris.UNAVAILABLE);

    private final Map<String, String> additions;

    private StatusErrors(Map<String, String> additions) {
        this.additions = additions;
    }

    /**
     * The default table with additions, which win over it.
     *
     * @param additions {@code status=uri} pairs separated by commas; the status may be {@code 4xx}; null or blank for none
     * @throws IllegalArgumentException if an addition is malformed
     */
    static StatusErrors parse(String additions) {
        Map<String, String> uris = new HashMap<>();
        if (additions != null && !additions.isBlank()) {
            for (String addition : additions.split(",")) {
                String[] parts = addition.trim().split("=", 2);
                if (parts.length != 2
                        || !parts[0].trim().matches("[1-5](?:[0-9]{2}|xx)")
                        || !Uris.isValid(parts[1].trim())) {
                    throw new IllegalArgumentException("statusErrors has the entry '" + addition.trim()
                            + "': write a status and an error URI, such as 404=com.example.error.not_found or"
                            + " 5xx=com.example.error.down");
                }
                uris.put(parts[0].trim(), parts[1].trim());
            }
        }
        return new StatusErrors(Map.copyOf(uris));
    }

    /** The URI for a status: what is added for it, what is added for its class, the default, else {@link #OTHERS}. */
    String uriOf(int status) {
        String code = String.valueOf(status);
        String ofClass = additions.get(status / 100 + "xx");
        return additions.getOrDefault(code, ofClass == null ? DEFAULTS.getOrDefault(code, OTHERS) : ofClass);
    }
}
