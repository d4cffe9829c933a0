package io.camelwamp.router;

import io.camelwamp.protocol.HelloDetails;
import java.util.Map;

/**
 * What a client announced in HELLO, as far as the router acts on it.
 *
 * @param callCanceling whether the callee understands INTERRUPT
 * @param progressiveResults whether the callee may be asked for progressive results; only if it can
 *     be cancelled, too (spec: advanced/rpc_progressive_call_results.md)
 * @param calleeTimeout whether the callee can watch over time-outs itself
 */
record PeerFeatures(boolean callCanceling, boolean progressiveResults, boolean calleeTimeout) {

    static PeerFeatures of(HelloDetails details) {
        boolean callCanceling = announced(details, "callee", "call_canceling");
        return new PeerFeatures(
                callCanceling,
                callCanceling && announced(details, "callee", "progressive_call_results"),
                announced(details, "callee", "call_timeout"));
    }

    private static boolean announced(HelloDetails details, String role, String feature) {
        return details.roles().get(role) instanceof Map<?, ?> announcement
                && announcement.get("features") instanceof Map<?, ?> features
                && Boolean.TRUE.equals(features.get(feature));
    }
}
