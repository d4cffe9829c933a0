/**
 * Outgoing HTTP: an asynchronous client, and the policy that says where its requests may go.
 *
 * <p>A target is checked twice: as a URL, before anything is sent ({@link
 * io.camelwamp.bridge.outbound.TargetPolicy}), and as an address, when its name has been resolved for the connection that
 * is about to be made. Nothing here blocks; answers arrive on threads of the client's own, where short work may be done. The
 * package imports Camel (for life cycle and threads), Jetty's client,
 * {@code io.camelwamp.protocol}, {@code bridge.http} and {@code bridge.json}.
 */
package io.camelwamp.bridge.outbound;
