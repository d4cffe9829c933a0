/**
 * Peers that others wrote, as child processes that a test drives line by line; part of the test-jar.
 *
 * <p>{@link io.camelwamp.testing.interop.NeedsPeers} skips a test where they are not installed, {@link
 * io.camelwamp.testing.interop.PeerProcess} starts one, {@link io.camelwamp.testing.interop.PeerSession} is a
 * session of a foreign client and {@link io.camelwamp.testing.interop.OwnClient} one of ours, with the same
 * {@link io.camelwamp.testing.interop.Content}. Everything waits for conditions and has a time limit; every
 * process is ended by the handle that started it.
 */
package io.camelwamp.testing.interop;
