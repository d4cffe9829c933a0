package io.camelwamp.router;

import io.camelwamp.transport.local.LocalRouter;
import java.io.IOException;

/**
 * Takes connections for a router: a port of its own, say. A router opens and closes the listeners
 * it was built with.
 */
public interface RouterListener {
    /**
     * Begins to take connections; called once, by the thread that starts the router.
     *
     * @param router gives each connection its {@link LocalRouter#accept}, on its event loop
     * @throws IOException if that is impossible, as when an address is in use
     */
    void open(LocalRouter router) throws IOException;

    /**
     * Takes no more connections; open ones stay until the router has said GOODBYE to them.
     * Idempotent.
     */
    void close();
}
