/**
 * Who may join the embedded router, and what they may do there: users of a file, methods, roles.
 *
 * <p>{@link io.camelwamp.bridge.admission.Admission} is what the bridge uses. The router asks on its event loop, where
 * nothing here blocks; the file of users is read on the thread that calls {@code refresh}. The package imports {@code
 * bridge.access}, {@code io.camelwamp.router}, {@code io.camelwamp.auth}, {@code io.camelwamp.transport} and {@code
 * io.camelwamp.protocol}.
 */
package io.camelwamp.bridge.admission;
