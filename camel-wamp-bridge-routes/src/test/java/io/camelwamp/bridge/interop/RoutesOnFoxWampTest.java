package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.component.WampComponent;
import io.camelwamp.component.WampConstants;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerProcess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes with the component on a router that somebody else wrote. */
@NeedsPeers(Peer.FOX_WAMP)
@Timeout(60)
class RoutesOnFoxWampTest {
    private final CamelContext context = new DefaultCamelContext();
    private final BlockingQueue<Exchange> heard = new LinkedBlockingQueue<>();
    private PeerProcess router;
    private int port;

    @BeforeEach
    void start() throws Exception {
        startRouter();
        WampComponent component = context.getComponent("wamp", WampComponent.class);
        component.getConfiguration().setUrl("ws://127.0.0.1:" + port + "/");
        component.getConfiguration().setRealm("realm1");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("wamp:topic:com.example.news").process(heard::add);
                from("wamp:procedure:com.example.greet").setBody(simple("Hello, ${body}!"));
                from("wamp:procedure:com.example.fails").throwException(new IllegalStateException("broken"));
            }
        });
        context.start();
        await().atMost(PeerProcess.LIMIT).until(this::isAnswered);
    }

    private void startRouter() {
        router = PeerProcess.start("fox-router.js");
        port = router.askAndWait("listen", Map.of("port", port)).path("port").asInt();
    }

    @AfterEach
    void stop() {
        context.stop();
        router.close();
    }

    private Exchange send(String endpoint, Object body) {
        return context.createFluentProducerTemplate()
                .to(endpoint)
                .withHeader(WampConstants.KWARGS, Map.of("color", "orange"))
                .withBody(body)
                .send();
    }

    private boolean isAnswered() {
        return "Hello, Zoë!"
                .equals(send("wamp:procedure:com.example.greet", "Zoë")
                        .getMessage()
                        .getBody());
    }

    private void checkPublication() throws InterruptedException {
        Exchange published = send("wamp:topic:com.example.news?acknowledge=true&excludeMe=false", List.of("one", 2));

        assertThat(published.getException()).isNull();
        Exchange event = heard.poll(PeerProcess.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(event.getMessage().getBody()).isEqualTo(List.of("one", 2));
        assertThat(event.getMessage().getHeader(WampConstants.KWARGS)).isEqualTo(Map.of("color", "orange"));
        assertThat(event.getMessage().getHeader(WampConstants.PUBLICATION_ID))
                .isEqualTo(published.getMessage().getHeader(WampConstants.PUBLICATION_ID));
    }

    @Test
    void publishAndSubscribe() throws Exception {
        checkPublication();
    }

    @Test
    void failACallWhoseRouteFails() {
        assertThat(send("wamp:procedure:com.example.fails", null).getException())
                .hasMessageContaining("wamp.error.callee_failure");
    }

    @Test
    void comeBackAfterTheRouterWasRestarted() throws Exception {
        router.close();
        startRouter();

        await().atMost(PeerProcess.LIMIT).until(this::isAnswered);
        checkPublication();
    }
}
