package io.camelwamp.bridge;

import io.camelwamp.router.Router;
import io.camelwamp.router.RouterBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;

/** The router within the bridge, as a service of the Camel context: it goes after the routes. */
final class EmbeddedRouter extends ServiceSupport {
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final long REGISTRATION_SECONDS = 5;

    private final Router router;

    EmbeddedRouter(Set<String> realms) {
        RouterBuilder builder = Router.builder().shutdownTimeout(FAREWELL);
        realms.forEach(builder::realm);
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

    /** Waits until so many procedures are registered, so that a bridge that is ready has them. */
    void awaitRegistrations(int count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(REGISTRATION_SECONDS);
        while (router.statistics().toCompletableFuture().get(1, TimeUnit.SECONDS).registrations()
                        < count
                && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /** Says goodbye to all sessions and waits for their answers, but not for long. */
    @Override
    protected void doStop() {
        router.close();
    }
}
