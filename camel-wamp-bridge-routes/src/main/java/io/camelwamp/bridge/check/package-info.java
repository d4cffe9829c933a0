/**
 * The checks of a request, one class each, in the order in which a route should have them: method
 * and origin, content type, body, signature, replay, client address, TLS.
 *
 * <p>Each is a Camel processor that either lets the exchange pass or fails it with a {@link
 * io.camelwamp.bridge.http.RefusedException}. They are configured by setters before they start, and
 * then used by any number of threads at once; none blocks, except a replay check whose repository
 * does. The package imports Camel, the servlet API and {@code bridge.http}.
 */
package io.camelwamp.bridge.check;
