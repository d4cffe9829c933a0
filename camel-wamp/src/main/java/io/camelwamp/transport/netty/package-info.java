/**
 * WAMP over the network, on Netty: WebSocket and raw socket for clients and for servers, plain or
 * with TLS, over TCP or Unix domain sockets.
 *
 * <p>Everything of one connection runs on its event loop, except where a method says otherwise.
 * {@code NettyTransport} knows queues, liveness and the way a connection ends; a {@code Framing}
 * knows how messages look on the wire and does no input or output; a handshake turns a fresh
 * connection into one or the other kind. A new kind of transport is a new framing and a new
 * handshake.
 *
 * <p>The package imports {@code transport}, {@code codec}, {@code protocol} and Netty; nobody else
 * imports Netty.
 */
package io.camelwamp.transport.netty;
