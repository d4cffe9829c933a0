package io.camelwamp.session;

import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Payload;

/**
 * An event of a subscription.
 *
 * @param topic the topic it was published to; for an exact subscription the subscribed one, if the
 *     router leaves it out
 * @param publication the publication's id; one publication can arrive by several subscriptions
 * @param details what the router says about the event
 * @param payload arguments and keyword arguments
 */
public record ReceivedEvent(String topic, long publication, EventDetails details, Payload payload) {}
