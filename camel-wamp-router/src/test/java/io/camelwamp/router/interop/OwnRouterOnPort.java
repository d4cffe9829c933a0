package io.camelwamp.router.interop;

import io.camelwamp.router.transport.Front;
import io.camelwamp.router.transport.Front.Running;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.testing.interop.OwnClient;

/** Our router behind one of its fronts. */
final class OwnRouterOnPort implements TestedRouter {
    private final Front front;
    private int port;
    private Running running;

    OwnRouterOnPort(Front front) {
        this.front = front;
    }

    @Override
    public void start() throws Exception {
        running = front.open(port);
        port = running.port();
    }

    @Override
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public SessionConfig config(String serializer) {
        return TestedRouter.quickly(OwnClient.target(running.uri(), serializer), SessionConfig.discoverProviders());
    }
}
