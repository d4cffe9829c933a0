package io.camelwamp.bridge.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.PreEncodedHttpField;

/**
 * Which pages of other origins may use the bridge, and the headers that tell browsers so.
 *
 * @param origins the allowed origins in lower case, such as {@code https://shop.example.com}; empty
 *     allows any
 */
public record CorsPolicy(Set<String> origins) {
    /** Any origin, as Crossbar does it. */
    public static final CorsPolicy ANY = new CorsPolicy(Set.of());

    private static final HttpField ANY_ORIGIN = new PreEncodedHttpField("Access-Control-Allow-Origin", "*");
    private static final HttpField CREDENTIALS = new PreEncodedHttpField("Access-Control-Allow-Credentials", "true");
    private static final HttpField VARY = new PreEncodedHttpField("Vary", "Origin");

    /**
     * Longer values are not echoed, so that no request can make an answer's headers too large to
     * send.
     */
    private static final int LONGEST_ECHO = 1024;

    /**
     * Reads a list of origins that are separated by commas; null and {@code *} allow any.
     *
     * @throws IllegalArgumentException if one is none, or there is none
     */
    public static CorsPolicy parse(String list) {
        if (list == null || list.trim().equals("*")) {
            return ANY;
        }
        Set<String> origins = Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(origin -> !origin.isEmpty())
                .map(CorsPolicy::checked)
                .collect(Collectors.toUnmodifiableSet());
        if (origins.isEmpty()) {
            throw new IllegalArgumentException(
                    "corsOrigins is empty: list origins such as https://shop.example.com, or" + " say * for any");
        }
        return new CorsPolicy(origins);
    }

    private static String checked(String origin) {
        if (!origin.matches("[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\s]+")) {
            throw new IllegalArgumentException(
                    "'"
                            + origin
                            + "' is not an origin: give scheme, host and port without a path, such as https://shop.example.com");
        }
        return origin.toLowerCase(Locale.ROOT);
    }

    /**
     * Tells whether a request of this origin is served.
     *
     * @param origin the request's {@code Origin}; null (not from a page of another origin) is
     *     always served
     */
    public boolean allows(String origin) {
        return origin == null || origins.isEmpty() || origins.contains(origin.toLowerCase(Locale.ROOT));
    }

    /**
     * Sets the headers of an answer.
     *
     * @param origin the request's {@code Origin}, null if absent
     * @param requestedHeaders the request's {@code Access-Control-Request-Headers}, null if absent
     * @param header takes the headers
     */
    void apply(String origin, String requestedHeaders, Consumer<HttpField> header) {
        boolean listed = !origins.isEmpty();
        boolean echo = origin != null && !origin.equals("null") && origin.length() <= LONGEST_ECHO;
        if (echo || listed) {
            header.accept(VARY);
        }
        if (listed && (origin == null || !allows(origin))) {
            return;
        }
        header.accept(echo ? new HttpField("Access-Control-Allow-Origin", origin) : ANY_ORIGIN);
        header.accept(CREDENTIALS);
        if (requestedHeaders != null && requestedHeaders.length() <= LONGEST_ECHO) {
            header.accept(new HttpField("Access-Control-Allow-Headers", requestedHeaders));
        }
    }
}
