/**
 * The WAMP v2 specification as values: messages, option and detail dictionaries, URIs, ids and
 * errors.
 *
 * <p>Everything here is immutable and may be used from any thread. The package imports nothing but
 * the JDK; every other package may import it.
 */
package io.camelwamp.protocol;
