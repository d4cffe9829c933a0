/**
 * How clients on the network reach the router: {@link
 * io.camelwamp.router.transport.NettyWebSocketListener} and {@link
 * io.camelwamp.router.transport.NettyRawSocketListener} open a port of their own or a Unix domain
 * socket, {@link io.camelwamp.router.transport.JettyWebSocketAdapter} shares the port of a Jetty
 * server.
 *
 * <p>Netty's connections live on the router's event loop. Jetty reads and decodes on threads of its
 * own; {@link io.camelwamp.router.transport.HandOver} is the one place where they meet the loop.
 * The package may import {@code router}, everything of the client engine below {@code session},
 * Netty and Jetty.
 */
package io.camelwamp.router.transport;
