/**
 * One WAMP conversation and its revival: the client engine.
 *
 * <p>{@link io.camelwamp.session.WampSession} is the one class for applications, and the only one
 * that may be called from any thread; the others live on the session's event loop, need no locks
 * and do no input or output. The package imports {@code protocol}, {@code auth} and {@code
 * transport}.
 */
package io.camelwamp.session;
