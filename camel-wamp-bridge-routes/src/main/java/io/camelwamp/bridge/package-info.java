/**
 * The runnable bridge: settings, routes made of the templates, and the embedded router.
 *
 * <p>Everything here runs at start and stop, on the thread that starts or stops the bridge. The
 * package imports the rest of the bridge, Camel's Main and the router.
 */
package io.camelwamp.bridge;
