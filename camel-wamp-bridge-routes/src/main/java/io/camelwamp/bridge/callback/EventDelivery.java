package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.DeadLetters;
import io.camelwamp.bridge.outbound.Unfinished;

/**
 * What all topics share.
 *
 * @param sender sends events
 * @param attempts how often an event is sent before it is given up
 * @param queueSize how many events may wait for one application
 * @param room for the octets of those of all applications
 * @param letters takes those that do not get there
 * @param unfinished counts events until they are delivered or given up
 */
record EventDelivery(
        CallbackSender sender,
        int attempts,
        int queueSize,
        ResultRoom room,
        DeadLetters letters,
        Unfinished unfinished) {}
