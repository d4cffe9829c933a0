/**
 * Events that become HTTP requests: in order, bounded, tried again, and handed to a dead-letter endpoint if all that does not
 * help.
 *
 * <p>Nothing here blocks but a stop, which waits for answers. The package imports Camel, {@code io.camelwamp.component}, {@code
 * bridge.outbound} and {@code bridge.json}.
 */
package io.camelwamp.bridge.forwarder;
