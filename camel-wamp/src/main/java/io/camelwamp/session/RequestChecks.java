package io.camelwamp.session;

import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;

/** What is refused here, because routers would drop it silently or end the session over it. */
final class RequestChecks {
    private RequestChecks() {}

    static void publication(String topic, PublishOptions options, Payload payload) {
        ownName(topic, MatchPolicy.EXACT, "topic");
        passthru(options, payload);
        if (options.reachesNobody()) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "One of the options 'eligible', 'eligible_authid' and 'eligible_authrole' is an"
                            + " empty list, so nobody may receive the event: leave the option out"
                            + " for everybody, or do not publish");
        }
    }

    static void call(CallTarget target, Payload payload) {
        uri(target.procedure(), MatchPolicy.EXACT, "procedure");
        passthru(target.options(), payload);
    }

    /** With pass-through the payload is one binary argument; the session does not look into it. */
    static void passthru(Attributes options, Payload payload) {
        if (options.text("ppt_scheme") == null) {
            if (options.values().keySet().stream().anyMatch(key -> key.startsWith("ppt_"))) {
                throw new WampException(
                        Uris.INVALID_ARGUMENT, "The options ppt_* need ppt_scheme, which says what the payload is");
            }
            return;
        }
        boolean binary = payload.args().size() == 1
                && payload.args().get(0) instanceof byte[]
                && payload.kwargs().isEmpty();
        if (!binary) {
            throw new WampException.InvalidPayload(
                    "With payload passthru mode (ppt_scheme) the payload must be one byte[] and nothing else");
        }
    }

    static void uri(String uri, MatchPolicy match, String what) {
        if (!Uris.isValid(uri, Uris.Rules.LOOSE, match)) {
            throw new WampException(
                    Uris.INVALID_URI,
                    "The "
                            + what
                            + " '"
                            + uri
                            + "' is not a URI: it must consist of components separated by dots,"
                            + " without white space, '#' or empty components");
        }
    }

    /** A URI that an application may give to something of its own. */
    static void ownName(String uri, MatchPolicy match, String what) {
        uri(uri, match, what);
        if (Uris.isReserved(uri)) {
            throw new WampException(
                    Uris.INVALID_URI, "The " + what + " '" + uri + "' is reserved: only the protocol may use 'wamp.'");
        }
    }
}
