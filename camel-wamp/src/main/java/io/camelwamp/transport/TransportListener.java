package io.camelwamp.transport;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.WampException;

/**
 * Hears what happens on one connection; all methods are called on the event loop and must not
 * block.
 *
 * <p>First {@link #opened} (unless the connection fails, then only {@link #closed}), last {@link
 * #closed}, exactly once; nothing follows it.
 */
public interface TransportListener {
    /** The connection is ready for messages. */
    void opened(Transport transport);

    /** A message arrived. */
    void message(Message message);

    /**
     * Octets arrived that are no message. Nothing more is read; the listener sends what it has to
     * say and closes.
     */
    void violated(WampException.ProtocolViolation violation);

    /** {@link Transport#isWritable()} changed. */
    default void writabilityChanged(boolean writable) {}

    /**
     * Nothing has arrived for a while, on a connection that has no way of its own to ask whether the
     * peer is still there. If the listener can, it sends something that the peer answers. The
     * connection ends with {@link CloseReason.Kind#UNRESPONSIVE} unless something arrives soon, be it
     * that answer or not.
     *
     * @return false if nothing was sent; then the silence is put up with, and begins anew
     */
    default boolean silent() {
        return false;
    }

    /** The connection is gone, or could not be made. */
    void closed(CloseReason reason);
}
