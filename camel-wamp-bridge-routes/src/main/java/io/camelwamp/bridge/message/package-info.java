/**
 * From JSON bodies to publications and calls, and from what comes of them to JSON answers: one
 * Camel processor each.
 *
 * <p>They are configured by setters before they start, and then used by any number of threads at
 * once; none blocks. The package imports Camel, {@code io.camelwamp.protocol}, {@code bridge.http}
 * and {@code bridge.json}.
 */
package io.camelwamp.bridge.message;
