package io.camelwamp.transport.local;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportListener;

/** A router in the same process, as its clients see it. */
public interface LocalRouter {
    /** The loop that the router's sessions live on. */
    EventLoop eventLoop();

    /**
     * Takes a new connection in; called on the loop.
     *
     * @return the router's side; the link calls its {@link TransportListener#opened} next
     * @throws IllegalStateException if the router does not run
     */
    TransportListener accept();
}
