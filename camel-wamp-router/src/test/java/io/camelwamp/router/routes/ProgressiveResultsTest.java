package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampCall;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** Results that come in parts, from the iterator of one route to the steps of another. */
class ProgressiveResultsTest extends RoutesOnRouter {
    private final Queue<Payload> parts = new ConcurrentLinkedQueue<>();

    private WampCall progressiveCall(String procedure) {
        return other().call(
                        new CallTarget(
                                procedure,
                                CallOptions.NONE,
                                Duration.ZERO,
                                part -> parts.add(part.payload()),
                                Runnable::run),
                        Payload.EMPTY);
    }

    private void streams(String procedure, Object body) throws Exception {
        routes(r -> r.from("wamp:procedure:" + procedure).setBody(e -> body));
        awaitRegistrations(1);
    }

    @Test
    void anIteratorIsSentInPartsToCallersThatWantThem() throws Exception {
        streams("com.app.list", List.of("a", List.of("b", 2), Map.of("c", 3)).iterator());

        Payload last = progressiveCall("com.app.list")
                .result()
                .get(10, TimeUnit.SECONDS)
                .payload();

        assertThat(last.isEmpty()).isTrue();
        assertThat(parts).containsExactly(Payload.ofArgs("a"), Payload.ofArgs("b", 2), Payload.ofArgs(Map.of("c", 3)));
    }

    @Test
    void itIsOneResultForOtherCallers() throws Exception {
        streams("com.app.list", Stream.of("a", "b", "c"));

        assertThat(call("com.app.list").args()).containsExactly("a", "b", "c");
    }

    @Test
    void manyPartsArriveInOrder() throws Exception {
        streams("com.app.many", IntStream.range(0, 5000).iterator());

        progressiveCall("com.app.many").result().get(30, TimeUnit.SECONDS);

        assertThat(parts.stream().map(part -> part.args().get(0)))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5000).boxed().map(Object.class::cast).toList());
    }

    @Test
    void whatTheStreamThrowsIsTheCallersErrorAfterTheParts() throws Exception {
        streams("com.app.list", Stream.of("a", "b").map(element -> {
            if ("b".equals(element)) {
                throw new WampException("com.app.error", "no b");
            }
            return element;
        }));

        WampCall call = progressiveCall("com.app.list");

        assertThat(call.result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        WampException.class, e -> assertThat(e.uri()).isEqualTo("com.app.error"));
        assertThat(parts).containsExactly(Payload.ofArgs("a"));
    }

    @Test
    void anEndlessStreamStopsAndIsClosedWhenItsCallIsCancelled() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        streams("com.app.ticks", Stream.generate(asked::incrementAndGet).onClose(() -> closed.set(true)));
        WampCall call = progressiveCall("com.app.ticks");
        await().until(() -> parts.size() > 100);

        call.cancel(CancelMode.KILLNOWAIT);

        await().untilTrue(closed);
        assertThat(context.getInflightRepository().size()).isZero();
    }

    @Test
    void partsGoToAnEndpointInOrderAndBeforeTheResult() throws Exception {
        MockEndpoint part = mock("part");
        routes(r -> {
            r.from("wamp:procedure:com.app.list").setBody(e -> List.of(1, 2, 3).iterator());
            r.from("direct:part").delay(5).asyncDelayed().to("mock:part");
            r.from("direct:in")
                    .to("wamp:procedure:com.app.list?progressTo=direct:part")
                    .process(e -> e.setProperty("before", mock("part").getReceivedCounter()));
        });
        awaitRegistrations(1);

        Exchange sent = send("direct:in", "x", Map.of("kept", "yes"));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isNull();
        assertThat(sent.getProperty("before")).isEqualTo(3);
        assertThat(part.getExchanges().stream().map(e -> e.getMessage().getBody()))
                .containsExactly(1, 2, 3);
        assertThat(part.getExchanges())
                .allSatisfy(e -> assertThat(e.getMessage().getHeaders())
                        .containsEntry(WampConstants.PROGRESS, true)
                        .containsEntry("kept", "yes"));
    }

    @Test
    void aPartThatCannotBeHandledCancelsTheCallAndFailsTheExchange() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger handled = new AtomicInteger();
        routes(r -> {
            r.from("wamp:procedure:com.app.ticks")
                    .setBody(e -> Stream.generate(asked::incrementAndGet).onClose(() -> closed.set(true)));
            r.from("direct:part").process(e -> {
                handled.incrementAndGet();
                // Others wait by then.
                await().until(() -> asked.get() > 100);
                throw new IllegalStateException("disk full");
            });
        });
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.ticks?progressTo=direct:part", "x");

        assertThat(sent.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");
        await().untilTrue(closed);
        assertThat(handled).hasValue(1);
    }

    @Test
    void partsCanBeOneBody() throws Exception {
        routes(r -> {
            r.from("wamp:procedure:com.app.list")
                    .setBody(e -> List.of(1, List.of(2, 3), "x").iterator());
        });
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.list?aggregateProgress=true", "x");

        assertThat(sent.getMessage().getBody()).isEqualTo(List.of(1, List.of(2, 3), "x"));
    }

    @Test
    void aResultThatDoesNotComeInPartsIsTheOnlyOneOfItsList() throws Exception {
        streams("com.app.one", "single");

        Exchange sent = send("wamp:procedure:com.app.one?aggregateProgress=true", "x");

        assertThat(sent.getMessage().getBody()).isEqualTo(List.of("single"));
    }

    @Test
    void moreThanFitsInABodyIsRefused() throws Exception {
        Iterator<String> endless = Stream.generate(() -> "x".repeat(1000)).iterator();
        streams("com.app.ticks", endless);

        Exchange sent = send("wamp:procedure:com.app.ticks?aggregateProgress=true&maxMessageSize=20000", "x");

        assertThat(failure(sent))
                .isInstanceOf(WampException.PayloadTooLarge.class)
                .hasMessageContaining("progressTo");
    }

    @Test
    void aStreamThatIsTooLongForOneResultIsRefused() throws Exception {
        streams("com.app.ticks", Stream.generate(() -> "x".repeat(1 << 20)));

        WampCall call = other().call(CallTarget.of("com.app.ticks"), Payload.EMPTY);

        assertThat(call.result())
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        WampException.class, e -> assertThat(e.uri()).isEqualTo(Uris.PAYLOAD_SIZE_EXCEEDED));
    }
}
