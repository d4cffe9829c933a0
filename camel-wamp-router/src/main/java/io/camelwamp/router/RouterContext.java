package io.camelwamp.router;

import io.camelwamp.transport.EventLoop;
import java.time.InstantSource;

/**
 * What all realms of a router share.
 *
 * @param loop the loop that everything lives on
 * @param limits what one session may cost
 * @param ids gives out ids
 * @param counters counts what happens
 * @param clock the time of day
 */
record RouterContext(EventLoop loop, SessionLimits limits, RouterIds ids, Counters counters, InstantSource clock) {}
