/**
 * Moves WAMP messages between two peers and knows nothing of sessions; clients and routers use it
 * alike.
 *
 * <p>A transport and its listener live on one {@link io.camelwamp.transport.EventLoop}: every
 * method of both is called there. The package imports {@code protocol} and {@code codec}; its
 * subpackages are the kinds of transport.
 */
package io.camelwamp.transport;
