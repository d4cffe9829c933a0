/**
 * The in-process link to an embedded router: messages are handed over as they are, without
 * encoding.
 *
 * <p>Both ends live on the router's event loop, so that a message takes no hop between them.
 */
package io.camelwamp.transport.local;
