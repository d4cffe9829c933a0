/**
 * An embeddable WAMP v2 router: realms, sessions, broker and dealer, without input and output.
 *
 * <p>{@link io.camelwamp.router.Router} is the class to use; it may be called from any thread.
 * Everything else lives on the router's one {@link io.camelwamp.transport.EventLoop}: all messages
 * of all its sessions are handled there, one after the other, so that nothing here has a lock. The
 * package imports {@code protocol}, {@code codec} and {@code transport} of the client engine and
 * {@code router.auth}; never {@code router.transport}.
 */
package io.camelwamp.router;
