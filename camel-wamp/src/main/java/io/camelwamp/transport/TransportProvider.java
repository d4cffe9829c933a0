package io.camelwamp.transport;

import java.util.Set;

/**
 * Opens connections for the schemes of some URLs; found by {@link java.util.ServiceLoader} or given
 * to a session.
 */
public interface TransportProvider {
    /** The schemes in lower case, such as {@code ws} and {@code wss}. */
    Set<String> schemes();

    /**
     * Checks what can be checked without a network, so that what can never work is not tried again
     * and again.
     *
     * @param target the target, of one of the provider's schemes
     * @throws IllegalArgumentException if the configuration makes no sense for this kind of
     *     transport; the text says what would, without credentials
     */
    default void check(TransportConfig target) {}

    /**
     * The loop on which connections to a target must live.
     *
     * @param target the target, of one of the provider's schemes
     * @param loops the loops of the caller
     */
    default EventLoop eventLoop(TransportConfig target, EventLoops loops) {
        return loops.next();
    }

    /**
     * Opens a connection; returns at once.
     *
     * <p>Success and failure reach the listener on the loop.
     *
     * @param config target and settings
     * @param loop what {@link #eventLoop} gave
     * @param listener hears of this connection only
     * @return gives the attempt up; the listener then hears {@link TransportListener#closed}
     * @throws IllegalArgumentException if {@link #check} does
     */
    EventLoop.Cancellable connect(TransportConfig config, EventLoop loop, TransportListener listener);
}
