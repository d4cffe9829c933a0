/**
 * The runnable bridge: settings, the embedded router, Camel Main around the route templates, and
 * the page.
 *
 * <p>What a user's own Camel application does not need; nothing else here imports it.
 */
package io.camelwamp.bridge.app;
