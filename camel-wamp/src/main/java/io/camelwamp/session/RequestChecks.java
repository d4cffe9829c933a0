package io.camelwamp.session;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.Map;

/** What is refused here, because routers would drop it silently or end the session over it. */
final class RequestChecks {
    private RequestChecks() {}

    static void publication(String topic, PublishOptions options) {
        ownName(topic, MatchPolicy.EXACT, "topic");
        refusePassthru(options.values());
        if (options.reachesNobody()) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "One of the options 'eligible', 'eligible_authid' and 'eligible_authrole' is an"
                            + " empty list, so nobody may receive the event: leave the option out"
                            + " for everybody, or do not publish");
        }
    }

    static void call(CallTarget target) {
        uri(target.procedure(), MatchPolicy.EXACT, "procedure");
        if (target.options().progress()) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED, "Progressive call invocations are not supported by this client");
        }
        refusePassthru(target.options().values());
    }

    private static void refusePassthru(Map<String, Object> options) {
        for (String key : options.keySet()) {
            if (key.startsWith("ppt_")) {
                throw new WampException(
                        Uris.FEATURE_NOT_SUPPORTED, "Payload passthru mode (ppt_*) is not supported by this client");
            }
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
