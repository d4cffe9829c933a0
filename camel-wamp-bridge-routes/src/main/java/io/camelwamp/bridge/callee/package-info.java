/**
 * Procedures that make HTTP requests: Crossbar's generic one, and mappings of named procedures to single resources of a
 * REST API, each a Camel processor for routes from {@code wamp:procedure:…}.
 *
 * <p>They are configured by setters before they start, and then used by any number of threads at once; none blocks. The
 * package imports Camel, {@code io.camelwamp.protocol}, {@code bridge.outbound} and {@code bridge.json}.
 */
package io.camelwamp.bridge.callee;
