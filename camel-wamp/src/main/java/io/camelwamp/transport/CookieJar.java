package io.camelwamp.transport;

import java.net.HttpCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cookies of one session, from one connection to the next (RFC 6265).
 *
 * <p>A cookie goes back to the host and port that it came from and to nobody else, whatever its
 * Domain attribute says. The jar holds at most 20 of at most 4096 characters each, 8192 in all; the
 * oldest ones give way. May be used from any thread.
 */
public final class CookieJar {
    private static final Logger LOG = LoggerFactory.getLogger(CookieJar.class);

    private static final int MAX_COOKIES = 20;
    private static final int LONGEST_COOKIE = 4096;
    private static final int MAX_LENGTH = 8192;

    /** What can be sent back without becoming something else. */
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e&&[^;,]]*");

    /** Ends a cookie at once, where the JDK takes -1 for no attribute at all. */
    private static final Pattern NEGATIVE_AGE = Pattern.compile(";\\s*max-age\\s*=\\s*-", Pattern.CASE_INSENSITIVE);

    private final AtomicReference<List<Kept>> kept = new AtomicReference<>(List.of());

    /** A cookie of one server. */
    private record Kept(String authority, String path, HttpCookie cookie) {
        boolean isSameAs(Kept other) {
            return authority.equals(other.authority)
                    && path.equals(other.path)
                    && cookie.getName().equals(other.cookie.getName());
        }

        boolean isFor(String server, String requested, boolean secure) {
            boolean below = requested.equals(path)
                    || requested.startsWith(path) && (path.endsWith("/") || requested.charAt(path.length()) == '/');
            return authority.equals(server) && below && (secure || !cookie.getSecure()) && !cookie.hasExpired();
        }

        int length() {
            return cookie.getName().length() + cookie.getValue().length();
        }

        String text() {
            return cookie.getName() + "=" + cookie.getValue();
        }
    }

    /** An empty jar. */
    public CookieJar() {}

    /**
     * Keeps, replaces or deletes the cookie of a Set-Cookie header; one that makes no sense is
     * ignored, as is one for TLS only that came without.
     *
     * @param authority host and port of the server, or what else tells it from others
     * @param resource the path that was requested; a query is ignored
     * @param secure whether the connection has TLS
     * @param header the header's value
     */
    public void keep(String authority, String resource, boolean secure, String header) {
        Objects.requireNonNull(authority, "authority");
        HttpCookie cookie = parse(header);
        if (cookie == null || cookie.getSecure() && !secure) {
            LOG.debug("A cookie of {} is not kept", authority);
            return;
        }
        String path = cookie.getPath() != null && cookie.getPath().startsWith("/")
                ? cookie.getPath()
                : directory(withoutQuery(resource));
        Kept fresh = new Kept(authority, path, cookie);
        kept.updateAndGet(old -> with(old, fresh));
    }

    /**
     * What to send in the Cookie header, longer paths first; empty for nothing.
     *
     * @param authority as the server was called in {@link #keep}
     * @param resource the path requested; a query is ignored
     * @param secure whether the connection has TLS
     */
    public String header(String authority, String resource, boolean secure) {
        String path = withoutQuery(resource);
        return kept.get().stream()
                .filter(cookie -> cookie.isFor(authority, path, secure))
                .sorted((a, b) -> b.path().length() - a.path().length())
                .map(Kept::text)
                .collect(Collectors.joining("; "));
    }

    private static List<Kept> with(List<Kept> old, Kept fresh) {
        List<Kept> all = new ArrayList<>(old);
        all.removeIf(other -> other.isSameAs(fresh) || other.cookie().hasExpired());
        if (!fresh.cookie().hasExpired()) {
            all.add(fresh);
        }
        while (all.size() > MAX_COOKIES || all.stream().mapToInt(Kept::length).sum() > MAX_LENGTH) {
            all.remove(0);
        }
        return List.copyOf(all);
    }

    /** The cookie, or null if it is malformed or too long. */
    private static HttpCookie parse(String header) {
        try {
            List<HttpCookie> cookies = HttpCookie.parse(header);
            HttpCookie cookie = cookies.isEmpty() ? null : cookies.get(0);
            boolean usable = cookie != null
                    && cookie.getName().length() + cookie.getValue().length() <= LONGEST_COOKIE
                    && VALUE.matcher(cookie.getValue()).matches();
            if (usable && NEGATIVE_AGE.matcher(header).find()) {
                cookie.setMaxAge(0);
            }
            return usable ? cookie : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withoutQuery(String resource) {
        int query = resource.indexOf('?');
        return query < 0 ? resource : resource.substring(0, query);
    }

    /** The path that a cookie without one is for (RFC 6265, section 5.1.4). */
    private static String directory(String path) {
        int last = path.lastIndexOf('/');
        return last <= 0 ? "/" : path.substring(0, last);
    }

    /** How many cookies there are, but not which. */
    @Override
    public String toString() {
        return "CookieJar[" + kept.get().size() + "]";
    }
}
