package io.camelwamp.session;

/**
 * What a session has to do at one moment.
 *
 * @param inFlight requests sent that wait for the router's answer
 * @param waiting requests not sent yet, because there is no session or the router does not read
 * @param invocations calls of others that wait for our answer
 * @param queued events and invocations that wait for their handlers
 * @param unreadOctets octets sent that the network has not taken yet
 * @param readingPaused whether nothing is read from the router, because a queue is full
 */
public record SessionLoad(
        int inFlight, int waiting, int invocations, int queued, long unreadOctets, boolean readingPaused) {}
