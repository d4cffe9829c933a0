package io.camelwamp.bridge.outbound;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of a list of allowed targets.
 *
 * @param scheme null for both
 * @param host a name, an address, {@code *.example.com} or {@code *}
 * @param port 0 for the scheme's own, -1 for any
 * @param folder what paths begin with; ends with a slash
 */
record TargetPattern(String scheme, String host, int port, String folder) {
    private static final int OWN_PORT = 0;
    private static final int ANY_PORT = -1;
    private static final Pattern ENTRY = Pattern.compile(
            "(?:(https?)://)?(\\*(?:\\.[^:/*\\s]+)?|\\[[0-9A-Fa-f:.]+]|[^:/*\\[\\]@\\s]+)(?::(\\d{1,5}|\\*))?(/\\S*)?",
            Pattern.CASE_INSENSITIVE);

    /**
     * Reads an entry: {@code [http://|https://]host[:port|:*][/folder/]}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static TargetPattern parse(String entry) {
        Matcher parts = ENTRY.matcher(entry);
        if (!parts.matches() || parts.group(4) != null && !parts.group(4).endsWith("/")) {
            throw new IllegalArgumentException(sayable(entry)
                    + " is no target: write example.com, *.example.com, https://example.com:8443 or"
                    + " http://example.com/folder/");
        }
        String scheme = parts.group(1) == null ? null : parts.group(1).toLowerCase(Locale.ROOT);
        String folder = parts.group(4) == null
                ? "/"
                : Target.parse("http://x" + parts.group(4)).path();
        return new TargetPattern(scheme, host(entry, parts.group(2)), port(parts.group(3)), folder);
    }

    /** An entry has no room for secrets, but who takes it for a URL may put one in. */
    private static String sayable(String entry) {
        boolean mayHaveSecrets = entry.indexOf('@') >= 0 || entry.indexOf('?') >= 0 || entry.indexOf('#') >= 0;
        return mayHaveSecrets ? "an entry with @, ? or #" : "'" + entry + "'";
    }

    private static String host(String entry, String text) {
        try {
            return switch (text.startsWith("*") ? text.length() : -1) {
                case -1 -> TargetReader.host(text);
                case 1 -> text;
                default -> "*." + TargetReader.host(text.substring(2));
            };
        } catch (OutboundException e) {
            throw new IllegalArgumentException(sayable(entry) + " is no target: its host is not a valid name", e);
        }
    }

    private static int port(String text) {
        return text == null ? OWN_PORT : text.equals("*") ? ANY_PORT : Integer.parseInt(text);
    }

    boolean matches(Target target) {
        return matchesOrigin(target) && target.path().startsWith(folder);
    }

    /** Whether scheme, host and port are those of this entry. */
    boolean matchesOrigin(Target target) {
        return (scheme == null || scheme.equals(target.scheme())) && matchesHost(target.host()) && matchesPort(target);
    }

    private boolean matchesHost(String candidate) {
        if (host.equals("*")) {
            return true;
        }
        return host.startsWith("*") ? candidate.endsWith(host.substring(1)) : candidate.equals(host);
    }

    private boolean matchesPort(Target target) {
        return switch (port) {
            case ANY_PORT -> true;
            case OWN_PORT -> target.port() == Target.defaultPort(target.scheme());
            default -> target.port() == port;
        };
    }

    /** Whether this is the entry of one host. */
    boolean names(String candidate) {
        return host.equals(candidate);
    }
}
