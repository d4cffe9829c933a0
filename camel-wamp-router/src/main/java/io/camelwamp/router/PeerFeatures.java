package io.camelwamp.router;

import io.camelwamp.protocol.HelloDetails;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a client announced in HELLO, as far as the router acts on it. */
final class PeerFeatures {
    private final Set<PeerFeature> announced;

    private PeerFeatures(Set<PeerFeature> announced) {
        this.announced = announced;
    }

    static PeerFeatures of(HelloDetails details) {
        Set<PeerFeature> announced = EnumSet.noneOf(PeerFeature.class);
        for (PeerFeature feature : PeerFeature.values()) {
            if (isAnnounced(details, feature)) {
                announced.add(feature);
            }
        }
        if (!announced.contains(PeerFeature.CALL_CANCELING)) {
            // A callee that cannot be stopped counts as one that does not stream at all (spec:
            // advanced/rpc_progressive_call_results.md, rpc_progressive_call_invocations.md).
            announced.remove(PeerFeature.PROGRESSIVE_RESULTS);
            announced.remove(PeerFeature.PROGRESSIVE_INVOCATIONS);
        }
        return new PeerFeatures(announced);
    }

    private static boolean isAnnounced(HelloDetails details, PeerFeature feature) {
        return details.roles().get(feature.role()) instanceof Map<?, ?> announcement
                && announcement.get("features") instanceof Map<?, ?> features
                && Boolean.TRUE.equals(features.get(feature.wireName()));
    }

    boolean has(PeerFeature feature) {
        return announced.contains(feature);
    }
}
