package io.camelwamp.bridge.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.util.component.Graceful;

/** Lets somebody say goodbye before a server that stops closes its connections. */
public class FarewellHandler extends Handler.Wrapper implements Graceful {
    private final Supplier<CompletableFuture<Void>> farewell;
    private volatile boolean shutdown;

    /**
     * A handler that says goodbye once.
     *
     * @param farewell begins the goodbye; the server waits for its end, but not for ever
     */
    public FarewellHandler(Supplier<CompletableFuture<Void>> farewell) {
        this.farewell = farewell;
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        shutdown = true;
        return farewell.get();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }
}
