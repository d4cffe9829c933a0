/**
 * What a session may do: the question, the answer, and who gives it (spec:
 * advanced/authorization.md).
 *
 * <p>Authorizers are asked on the router's event loop and must not block there; they may answer
 * later and from any thread. The package imports {@code protocol} and {@code router.auth} only.
 */
package io.camelwamp.router.permission;
