package io.camelwamp.router;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Uris;

/** Which topics and procedures a realm accepts. */
final class UriCheck {
    private final Uris.Rules rules;
    private final int maxLength;

    UriCheck(RealmConfig realm) {
        this.rules = realm.uriRules();
        this.maxLength = realm.maxUriLength();
    }

    /**
     * Looks at a topic or procedure, or a pattern for one.
     *
     * @return what is wrong with it, or null
     */
    String objection(String uri, MatchPolicy match) {
        if (uri.length() > maxLength) {
            return "The URI has " + uri.length() + " characters, but at most " + maxLength + " are accepted";
        }
        if (Uris.isValid(uri, rules, match)) {
            return null;
        }
        String components = rules == Uris.Rules.STRICT ? "components of [0-9a-z_] only" : "no white space and no '#'";
        String empty =
                switch (match) {
                    case EXACT -> "no empty component";
                    case PREFIX -> "no empty component but the last";
                    case WILDCARD -> "empty components as wildcards";
                };
        return "'" + uri + "' is not a valid URI here: it must have " + components + ", " + empty;
    }

    /**
     * As {@link #objection}, for those who offer something: names of the protocol itself are not
     * theirs.
     */
    String objectionToOffer(String uri, MatchPolicy match) {
        return Uris.isReserved(uri)
                ? "'" + uri + "' begins with 'wamp', which is reserved for the protocol"
                : objection(uri, match);
    }
}
