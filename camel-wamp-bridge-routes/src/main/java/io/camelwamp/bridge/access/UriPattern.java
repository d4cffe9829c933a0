package io.camelwamp.bridge.access;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Uris;

/**
 * Which topics and procedures an API key or a role is for: a URI, the beginning of URIs ({@code com.example.shop.*}), or one with empty
 * components that stand for any ({@code com..updated}).
 *
 * @param text the URI or pattern as the WAMP policy has it, without the asterisk
 * @param match how it is compared
 */
public record UriPattern(String text, MatchPolicy match) {
    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static UriPattern parse(String written) {
        UriPattern pattern = written.endsWith("*")
                ? new UriPattern(written.substring(0, written.length() - 1), MatchPolicy.PREFIX)
                : new UriPattern(written, Uris.isValid(written) ? MatchPolicy.EXACT : MatchPolicy.WILDCARD);
        boolean valid = Uris.isValid(pattern.text, Uris.Rules.LOOSE, pattern.match) && !pattern.text.contains("*");
        if (!valid || written.isEmpty()) {
            throw new IllegalArgumentException("'" + written
                    + "' is no pattern of URIs: write one such as com.example.name, com.example.* or com..name");
        }
        return pattern;
    }

    /**
     * Tells whether everything that a registration or subscription could match is covered.
     *
     * @param uri a URI, or a pattern
     * @param policy how that is compared
     */
    public boolean covers(String uri, MatchPolicy policy) {
        return switch (policy) {
            case EXACT -> match.matches(text, uri);
            case PREFIX -> match == MatchPolicy.PREFIX && uri.startsWith(text);
            case WILDCARD -> coversWildcard(uri);
        };
    }

    /** An empty component of the given pattern stands for anything, so it is covered by an empty one only. */
    private boolean coversWildcard(String pattern) {
        return switch (match) {
            case EXACT, WILDCARD -> match.matches(text, pattern);
            case PREFIX -> pattern.startsWith(text) && !hasEmptyComponent(text);
        };
    }

    private static boolean hasEmptyComponent(String prefix) {
        return prefix.startsWith(".") || prefix.contains("..");
    }
}
