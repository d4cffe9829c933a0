package io.camelwamp.bridge;

import io.camelwamp.bridge.admission.Admission;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.Router;
import io.camelwamp.router.RouterBuilder;
import io.camelwamp.router.RouterListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.camel.support.service.ServiceSupport;

/** The router within the bridge, as a service of the Camel context: it goes after the routes. */
final class EmbeddedRouter extends ServiceSupport {
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Router router;

    /**
     * A router that is not open yet.
     *
     * @param admission who may join it, and which realms
     * @param listeners take connections of its own, apart from those of the bridge's port
     */
    EmbeddedRouter(Admission admission, List<? extends RouterListener> listeners) {
        RouterBuilder builder = Router.builder().shutdownTimeout(FAREWELL);
        RealmConfig realm = admission.realm();
        admission.realms().forEach(name -> builder.realm(name, realm));
        listeners.forEach(builder::listener);
        this.router = builder.build();
    }

    /** What sessions of this process join. */
    Router router() {
        return router;
    }

    /** Opens the router; before the routes start, because they join it. */
    void open() throws IOException {
        router.start();
    }

    /** Says goodbye to all sessions and waits for their answers, but not for long. */
    @Override
    protected void doStop() {
        router.close();
    }
}
