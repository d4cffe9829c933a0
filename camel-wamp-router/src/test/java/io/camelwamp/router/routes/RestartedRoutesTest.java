package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.component.WampConsumer;
import io.camelwamp.router.RouterBuilder;
import io.camelwamp.router.transport.NettyWebSocketListener;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;

/** Routes that are stopped and started faster than the router answers. */
class RestartedRoutesTest extends RoutesOnRouter {
    private static final int RESTARTS = 200;

    private NettyWebSocketListener listener;
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    @Override
    RouterBuilder configure(RouterBuilder builder) {
        listener = new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
        return super.configure(builder).listener(listener);
    }

    private void restartOften(String from) throws Exception {
        context.getRegistry().bind("refusals", new Refusals());
        String url = "ws://127.0.0.1:" + listener.address().getPort() + "/ws";
        // Keeps the session while the other route is stopped.
        routes(r -> r.from("direct:keep").to("wamp:topic:com.app.kept?url=" + url));
        routes(r -> r.from(from + "?exceptionHandler=#refusals&url=" + url)
                .routeId("a")
                .process(e -> e.getMessage().setBody("x")));
        for (int i = 0; i < RESTARTS; i++) {
            context.getRouteController().stopRoute("a");
            context.getRouteController().startRoute("a");
        }
        await().until(() -> ((WampConsumer<?>) context.getRoute("a").getConsumer()).isHeld());
        assertThat(refusals).isEmpty();
    }

    @Test
    void aProcedureIsNotRefusedForItself() throws Exception {
        restartOften("wamp:procedure:com.app.a");

        assertThat(call("com.app.a").args()).containsExactly("x");
        assertThat(router.statistics().toCompletableFuture().join().registrations())
                .isEqualTo(1);
    }

    @Test
    void aTopicIsSubscribedToInTheEnd() throws Exception {
        restartOften("wamp:topic:com.app.a");

        awaitSubscriptions(1);
    }

    private final class Refusals implements ExceptionHandler {
        @Override
        public void handleException(Throwable exception) {
            refusals.add(exception.toString());
        }

        @Override
        public void handleException(String message, Throwable exception) {
            refusals.add(exception.toString());
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            refusals.add(exception.toString());
        }
    }
}
