/**
 * Measures the engine and the bridge against something that runs beside them; never part of the
 * tests.
 *
 * <p>Every figure is a ratio of two medians of one run, each workload in a JVM of its own, because
 * absolute rates hold for one machine only.
 */
package io.camelwamp.benchmarks;
