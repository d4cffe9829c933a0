/**
 * Mixed load for a while, with the router restarted and connections cut all the time; ends with a
 * verdict.
 *
 * <p>Begin reading at {@link io.camelwamp.benchmarks.soak.Soak}. Each class says which threads it
 * has; {@link io.camelwamp.benchmarks.soak.Ledger} is shared by all of them.
 */
package io.camelwamp.benchmarks.soak;
