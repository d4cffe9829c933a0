package io.camelwamp.protocol;

import java.util.Locale;

/**
 * How the URI of a subscription or registration is compared with a topic or procedure (spec:
 * advanced/pubsub_pattern_based_subscription.md, advanced/rpc_pattern_based_registration.md).
 */
public enum MatchPolicy {
    /** The URIs are equal, octet by octet. */
    EXACT,
    /**
     * The URI starts with the pattern; characters are compared, not components, as all routers do.
     */
    PREFIX,
    /** Same number of components; an empty component of the pattern matches any single one. */
    WILDCARD;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The value of the {@code match} option. */
    public String wireName() {
        return wireName;
    }

    /**
     * Reads the {@code match} option.
     *
     * @param name the option's value; null means {@link #EXACT}
     * @return the policy
     * @throws IllegalArgumentException if the name is not one of the three
     */
    public static MatchPolicy of(String name) {
        if (name == null) {
            return EXACT;
        }
        for (MatchPolicy policy : values()) {
            if (policy.wireName.equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("match must be exact, prefix or wildcard, but is '" + name + "'");
    }

    /**
     * Tells whether a URI is covered by a pattern under this policy.
     *
     * @param pattern the URI of the subscription or registration
     * @param uri the topic or procedure
     */
    public boolean matches(String pattern, String uri) {
        return switch (this) {
            case EXACT -> pattern.equals(uri);
            case PREFIX -> uri.startsWith(pattern);
            case WILDCARD -> wildcardMatches(pattern, uri);
        };
    }

    private static boolean wildcardMatches(String pattern, String uri) {
        int p = 0;
        int u = 0;
        while (true) {
            int pEnd = componentEnd(pattern, p);
            int uEnd = componentEnd(uri, u);
            int length = pEnd - p;
            if (length > 0 && (length != uEnd - u || !pattern.regionMatches(p, uri, u, length))) {
                return false;
            }
            boolean patternDone = pEnd == pattern.length();
            boolean uriDone = uEnd == uri.length();
            if (patternDone || uriDone) {
                return patternDone && uriDone;
            }
            p = pEnd + 1;
            u = uEnd + 1;
        }
    }

    private static int componentEnd(String text, int from) {
        int dot = text.indexOf('.', from);
        return dot < 0 ? text.length() : dot;
    }
}
