package io.camelwamp.bridge.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.outbound.Backend;
import io.camelwamp.bridge.testing.BrokenBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A backend that begins to answer with a status of its own invention, and then falls silent. */
@Timeout(60)
class UnfinishedAnswerTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<String> deadLetters = new LinkedBlockingQueue<>();
    private final Backend backend = new Backend();
    private BrokenBackend interim;

    @BeforeEach
    void start() throws Exception {
        interim = new BrokenBackend("HTTP/1.1 199 Foo\r\n\r\n", false);
        backend.setBaseUrl(interim.url());
        EventForwarder forwarder = new EventForwarder();
        forwarder.setBackend(backend);
        forwarder.setDeadLetter("direct:dead");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dead")
                        .process(exchange ->
                                deadLetters.add(exchange.getMessage().getBody(String.class)));
                from("direct:events").errorHandler(noErrorHandler()).process(forwarder);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        interim.close();
    }

    @Test
    void eachEventIsADeadLetterAfterItsTimeout() throws Exception {
        backend.setTimeout(200);
        context.start();
        for (int i = 0; i < 3; i++) {
            context.createProducerTemplate().sendBody("direct:events", List.of(i));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(deadLetters.poll(10, TimeUnit.SECONDS)).contains("[" + i + "]");
        }
    }

    @Test
    void aStopTakesNoLongerThanTheTimeout() throws Exception {
        backend.setTimeout(1000);
        context.start();
        context.createProducerTemplate().sendBody("direct:events", List.of(1));
        long before = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }
}
