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

    /** The connection is gone, or could not be made. */
    void closed(CloseReason reason);
}
