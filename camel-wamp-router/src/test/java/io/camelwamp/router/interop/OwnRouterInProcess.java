package io.camelwamp.router.interop;

import io.camelwamp.router.Router;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.local.LocalRouter;
import io.camelwamp.transport.local.LocalTransportProvider;
import java.net.URI;
import java.util.List;

/**
 * Our router without a network; one after another on the same event loop, where the sessions live.
 */
final class OwnRouterInProcess implements TestedRouter, LocalRouter {
    private final EventLoops loops = EventLoops.create("router", 1);
    private final EventLoop loop = loops.next();
    private volatile Router router;

    @Override
    public void start() throws Exception {
        Router started = Router.builder().realm("realm1").eventLoop(loop).build();
        started.start();
        router = started;
    }

    @Override
    public void stop() {
        Router stopped = router;
        router = null;
        if (stopped != null) {
            stopped.close();
        }
    }

    @Override
    public void close() {
        stop();
        loops.close();
    }

    @Override
    public EventLoop eventLoop() {
        return loop;
    }

    @Override
    public TransportListener accept() {
        Router current = router;
        if (current == null) {
            throw new IllegalStateException("the router does not run");
        }
        return current.accept();
    }

    /** Nothing is encoded, whatever the serializer. */
    @Override
    public SessionConfig config(String serializer) {
        return TestedRouter.quickly(
                OwnClient.target(URI.create("local:router"), serializer), List.of(new LocalTransportProvider(this)));
    }
}
