package io.camelwamp.router;

import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;

/**
 * A publication on its way to its subscribers, or kept for later ones.
 *
 * @param id the publication's id
 * @param topic the topic published to
 * @param details what every subscriber learns besides the payload
 * @param payload arguments and keyword arguments
 * @param filter who may receive it
 * @param passThru whether only subscribers that know the payload pass-through mode can read it
 */
record Publication(
        long id, String topic, EventDetails details, Payload payload, PublicationFilter filter, boolean passThru) {

    /** What a kept publication is taken to cost besides its payload. */
    private static final int OVERHEAD = 256;

    /** The details for a subscription: those of a pattern name the topic. */
    EventDetails detailsFor(Subscription subscription) {
        return subscription.match() == MatchPolicy.EXACT ? details : details.with("topic", topic);
    }

    /** A copy that can be kept, or read while another is kept; see {@link Payload#undecoded}. */
    Publication undecoded() {
        return new Publication(id, topic, details, payload.undecoded(), filter, passThru);
    }

    /** Octets that keeping it costs, roughly. */
    long weight() {
        long sum = OVERHEAD + (long) payload.weight() + filter.weight();
        for (Object detail : details.values().values()) {
            sum += detail instanceof String text ? 2L * text.length() : 0;
        }
        return sum;
    }

    /** Whether a session may and can receive it. */
    boolean reaches(RouterSession session) {
        return filter.admits(session) && isReadableFor(session);
    }

    boolean isReadableFor(RouterSession session) {
        return !passThru || session.features().has(PeerFeature.SUBSCRIBER_PASS_THRU);
    }
}
