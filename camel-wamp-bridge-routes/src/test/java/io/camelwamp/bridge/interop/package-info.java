/**
 * The bridge and its router with peers that others wrote: autobahn-js and a real browser, each a
 * child process that the tests drive line by line.
 */
package io.camelwamp.bridge.interop;
