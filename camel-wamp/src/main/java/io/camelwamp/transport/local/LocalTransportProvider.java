package io.camelwamp.transport.local;

import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.TransportProvider;
import java.util.Objects;
import java.util.Set;

/** Connects sessions to one embedded router; URLs have the form {@code local:NAME}. */
public final class LocalTransportProvider implements TransportProvider {
    private final LocalRouter router;

    /** Links to this router. */
    public LocalTransportProvider(LocalRouter router) {
        this.router = Objects.requireNonNull(router);
    }

    @Override
    public Set<String> schemes() {
        return Set.of("local");
    }

    @Override
    public EventLoop eventLoop(TransportConfig target, EventLoops loops) {
        return router.eventLoop();
    }

    @Override
    public EventLoop.Cancellable connect(TransportConfig config, EventLoop loop, TransportListener listener) {
        if (loop != router.eventLoop()) {
            throw new IllegalArgumentException("A local session must live on its router's event loop");
        }
        LocalTransport client =
                new LocalTransport(config.uri().toString(), loop, listener, config.writeHighWaterMark());
        loop.execute(() -> link(client, loop, config));
        return () -> loop.execute(() -> client.close("given up"));
    }

    private void link(LocalTransport client, EventLoop loop, TransportConfig config) {
        TransportListener routerSide;
        try {
            routerSide = router.accept();
        } catch (IllegalStateException e) {
            client.fail(new CloseReason(CloseReason.Kind.UNREACHABLE, config.uri() + ": " + e.getMessage()));
            return;
        }
        LocalTransport server = new LocalTransport("in-process client", loop, routerSide, config.writeHighWaterMark());
        LocalTransport.join(client, server);
    }
}
