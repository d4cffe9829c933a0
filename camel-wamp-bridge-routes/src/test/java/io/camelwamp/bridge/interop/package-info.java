/**
 * The bridge and its router with peers that others wrote: autobahn-js and a real browser, each a
 * child process that the tests drive line by line. Everything waits for conditions and has a time
 * limit; every process is ended by the handle that started it.
 */
package io.camelwamp.bridge.interop;
