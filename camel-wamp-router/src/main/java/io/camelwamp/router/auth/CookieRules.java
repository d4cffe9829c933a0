package io.camelwamp.router.auth;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a {@link CookieMethod} knows clients again; immutable.
 *
 * @param name of the cookie
 * @param validity how long a login by another method counts
 * @param capacity how many logins are remembered; the oldest ones are forgotten first
 * @param origins whose pages may use the cookie besides those of the router's own host, such as
 *     {@code https://app.example.com}. The cookie is {@code SameSite=Lax}, so a page of another site
 *     gets none from its browser even so
 */
public record CookieRules(String name, Duration validity, int capacity, Set<String> origins) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#\\s]+");

    /** The cookie {@code wamptid}, for a day, 10,000 logins, pages of the router's own host. */
    public static final CookieRules DEFAULT = new CookieRules("wamptid", Duration.ofDays(1), 10_000, Set.of());

    /** Copies the set and checks. */
    public CookieRules {
        Objects.requireNonNull(validity, "validity");
        origins = origins.stream().map(CookieRules::lowerCase).collect(Collectors.toUnmodifiableSet());
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a cookie");
        }
        if (validity.toSeconds() < 1 || capacity < 1) {
            throw new IllegalArgumentException("validity must be at least a second and capacity positive, but are "
                    + validity + " and " + capacity);
        }
        for (String origin : origins) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "An origin must look like https://app.example.com, but is '" + origin + "'");
            }
        }
    }

    /**
     * Whether a page may use the cookie. Who sends no origin is no browser, and nobody can make it
     * send a cookie that is not its own.
     */
    boolean permit(String origin, String host, boolean tls) {
        if (origin == null) {
            return true;
        }
        String page = lowerCase(origin);
        return origins.contains(page) || host != null && isOf(page, lowerCase(host), tls);
    }

    /** A page that came without TLS may be anybody's, so it is not trusted on a connection with TLS. */
    private static boolean isOf(String page, String host, boolean tls) {
        if (page.startsWith("https://")) {
            return without(":443", page.substring("https://".length())).equals(without(":443", host));
        }
        return !tls
                && page.startsWith("http://")
                && without(":80", page.substring("http://".length())).equals(without(":80", host));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
