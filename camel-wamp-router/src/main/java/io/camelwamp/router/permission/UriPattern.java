package io.camelwamp.router.permission;

import io.camelwamp.protocol.MatchPolicy;

/** A set of URIs: one, those with a prefix, or those that match a wildcard pattern. */
record UriPattern(MatchPolicy match, String uri) {

    /** Whether every URI of another pattern is one of this. */
    boolean covers(UriPattern other) {
        return switch (other.match) {
            case EXACT -> match.matches(uri, other.uri);
            // Below a prefix there is any number of components, which no wildcard pattern has.
            case PREFIX -> match == MatchPolicy.PREFIX && other.uri.startsWith(uri);
            case WILDCARD ->
                switch (match) {
                    case EXACT -> uri.equals(other.uri);
                    case PREFIX -> other.literalStart().startsWith(uri);
                    case WILDCARD -> coversComponents(other);
                };
        };
    }

    /** Whether some URI may belong to both; errs on the side of true. */
    boolean overlaps(UriPattern other) {
        if (match == MatchPolicy.EXACT) {
            return other.match.matches(other.uri, uri);
        }
        if (other.match == MatchPolicy.EXACT) {
            return match.matches(uri, other.uri);
        }
        if (match == MatchPolicy.WILDCARD && other.match == MatchPolicy.WILDCARD) {
            return meetsComponents(other);
        }
        String mine = literalStart();
        String its = other.literalStart();
        return mine.startsWith(its) || its.startsWith(mine);
    }

    /** What every URI of this pattern begins with. */
    private String literalStart() {
        if (match != MatchPolicy.WILDCARD) {
            return uri;
        }
        if (uri.isEmpty() || uri.startsWith(".")) {
            return "";
        }
        int wildcard = uri.indexOf("..");
        if (wildcard >= 0) {
            return uri.substring(0, wildcard + 1);
        }
        return uri;
    }

    private boolean coversComponents(UriPattern other) {
        String[] mine = components();
        String[] its = other.components();
        if (mine.length != its.length) {
            return false;
        }
        for (int i = 0; i < mine.length; i++) {
            if (!mine[i].isEmpty() && !mine[i].equals(its[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean meetsComponents(UriPattern other) {
        String[] mine = components();
        String[] its = other.components();
        if (mine.length != its.length) {
            return false;
        }
        for (int i = 0; i < mine.length; i++) {
            if (!mine[i].isEmpty() && !its[i].isEmpty() && !mine[i].equals(its[i])) {
                return false;
            }
        }
        return true;
    }

    private String[] components() {
        return uri.split("\\.", -1);
    }
}
