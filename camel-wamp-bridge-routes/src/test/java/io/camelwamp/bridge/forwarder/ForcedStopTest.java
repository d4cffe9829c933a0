package io.camelwamp.bridge.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.Backend;
import io.camelwamp.bridge.outbound.OutboundClient;
import io.camelwamp.bridge.testing.SilentBackend;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import io.camelwamp.component.WampConstants;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ProcessorEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel stops as a whole and loses patience: each of ten events ends as exactly one thing. */
@Timeout(60)
class ForcedStopTest {
    private static final int EVENTS = 10;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Backend target = new Backend();
    private final EventForwarder forwarder = new EventForwarder();
    private final Queue<String> reasons = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void prepare() throws Exception {
        context.addEndpoint(
                "taker:dead",
                new ProcessorEndpoint(
                        "taker:dead",
                        context,
                        exchange ->
                                reasons.add(exchange.getMessage().getHeader("CamelWampForwardFailure", String.class))));
        forwarder.setBackend(target);
        forwarder.setDeadLetter("taker:dead");
        context.getShutdownStrategy().setTimeout(1);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void shareClient() {
        OutboundClient client = new OutboundClient();
        client.setCamelContext(context);
        target.setClient(client);
    }

    private void startAndPublish(String url) throws Exception {
        target.setBaseUrl(url);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:events").errorHandler(noErrorHandler()).process(forwarder);
            }
        });
        context.start();
        for (int i = 0; i < EVENTS; i++) {
            context.createFluentProducerTemplate()
                    .to("direct:events")
                    .withBody(i)
                    .withHeader(WampConstants.TOPIC, "com.example.x")
                    .send();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsAnsweredMeanwhileIsDelivered(boolean shared) throws Exception {
        if (shared) {
            shareClient();
        }
        try (StandInBackend backend = new StandInBackend()) {
            backend.answerWith(Reply.empty(200).after(Duration.ofSeconds(3)));
            startAndPublish(backend.url());
            await().until(() -> backend.requests().size() == 1);

            context.stop();

            assertThat(backend.requests()).hasSize(1);
            assertThat(forwarder.forwarded()).isEqualTo(1);
            assertThat(reasons).hasSize(EVENTS - 1).containsOnly("the bridge stopped");
            assertThat(forwarder.lost() + forwarder.unknown()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNotAnsweredIsADeadLetterThatSaysThatItMayHaveArrived(boolean shared) throws Exception {
        if (shared) {
            shareClient();
        }
        try (SilentBackend backend = new SilentBackend()) {
            startAndPublish(backend.url());
            backend.awaitRequest();

            context.stop();

            assertThat(forwarder.forwarded()).isZero();
            assertThat(forwarder.deadLettered()).isEqualTo(EVENTS);
            assertThat(reasons)
                    .hasSize(EVENTS)
                    .filteredOn("the bridge stopped"::equals)
                    .hasSize(EVENTS - 1);
            assertThat(reasons)
                    .filteredOn(reason -> reason.contains("may have arrived"))
                    .hasSize(1);
            assertThat(forwarder.lost() + forwarder.unknown()).isZero();
        }
    }

    @Test
    void withoutADeadLetterEndpointWhatIsNotAnsweredIsUnknownAndTheRestIsLost() throws Exception {
        forwarder.setDeadLetter("");
        try (SilentBackend backend = new SilentBackend()) {
            startAndPublish(backend.url());
            backend.awaitRequest();

            context.stop();

            assertThat(forwarder.unknown()).isEqualTo(1);
            assertThat(forwarder.lost()).isEqualTo(EVENTS - 1);
            assertThat(forwarder.forwarded() + forwarder.deadLettered()).isZero();
        }
    }
}
