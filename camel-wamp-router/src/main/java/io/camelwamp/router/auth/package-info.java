/**
 * How the router finds out who a client is, one file per method (spec: advanced/authentication.md).
 *
 * <p>Methods are called on the router's event loop and must not block there; they may answer later
 * and from any thread. The package imports {@code protocol} only.
 */
package io.camelwamp.router.auth;
