/**
 * The callback API: web applications register procedures and subscribe to topics over HTTP, at run time, and are called
 * back over HTTP.
 *
 * <p>{@link io.camelwamp.bridge.callback.CallbackApi} is the step for routes; the rest is behind it. What is held is
 * changed on one thread, that of the {@code EndpointBook}, which is also the only one that waits for the database.
 * Callbacks are sent by {@code bridge.outbound}, which waits on no thread; nothing here runs on an event loop but what
 * returns at once. The package imports Camel, {@code io.camelwamp.session}, {@code io.camelwamp.component}, {@code
 * io.camelwamp.protocol}, {@code bridge.access}, {@code bridge.outbound}, {@code bridge.message}, {@code
 * bridge.http} and {@code bridge.json}.
 */
package io.camelwamp.bridge.callback;
