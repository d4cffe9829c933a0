/**
 * The HTTP side as it is: requests and answers of a servlet-based Camel consumer, and the Jetty
 * server below it.
 *
 * <p>Nothing here blocks; what runs on Jetty's threads returns at once. The package imports Camel,
 * the servlet API, Jetty and {@code bridge.json}; Jetty's server is named in no other package of the bridge.
 */
package io.camelwamp.bridge.http;
