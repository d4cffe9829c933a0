/**
 * How the router finds out who a client is, one file per method (spec: advanced/authentication.md).
 *
 * <p>Methods are called on the router's event loop and must not block there; they may answer later
 * and from any thread. They answer wrong proofs and unknown names alike. The package imports {@code
 * protocol}, the client's {@code auth} for the arithmetic that both ends share, and of {@code
 * transport} what tells how safe a connection is.
 */
package io.camelwamp.router.auth;
