/**
 * What says who may do what: files that are read again when they change, patterns of URIs, and names
 * that were misspelt.
 *
 * <p>A {@link io.camelwamp.bridge.access.WatchedFile} is read on the thread that asks it to, which must not be an event
 * loop; what it says may be asked for on any thread. The package imports {@code io.camelwamp.protocol} only.
 */
package io.camelwamp.bridge.access;
