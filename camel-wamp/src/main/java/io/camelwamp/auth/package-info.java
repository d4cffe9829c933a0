/**
 * Authentication methods, one file each, and the arithmetic that the router's side needs too (spec:
 * advanced/authentication.md).
 *
 * <p>Authenticators are called on event loops and must not block there; they answer on any thread
 * and may take their time. They import {@code protocol}, and of {@code transport} what tells how
 * safe a connection is.
 */
package io.camelwamp.auth;
