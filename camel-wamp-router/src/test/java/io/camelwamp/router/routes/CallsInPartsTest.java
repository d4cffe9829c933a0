package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** Calls whose arguments come in parts, from the iterator of one route to that of another. */
class CallsInPartsTest extends RoutesOnRouter {
    private WampCall beginsInParts(String procedure, Object first) {
        return other().call(
                        new CallTarget(procedure, CallOptions.NONE.with("progress", true), Duration.ZERO, null, null),
                        Payload.ofArgs(first));
    }

    private static boolean sends(WampCall call, Object part, boolean last) throws Exception {
        return call.send(Payload.ofArgs(part), last).get(10, TimeUnit.SECONDS);
    }

    @Test
    void aRouteGetsAllPartsAsOneListUnlessItWantsOthers() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.sum").to("mock:in").setBody(e -> "done"));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.sum", Stream.of(1, List.of(2, 3), "x"));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo("done");
        assertThat(mock("in").getExchanges().get(0).getMessage().getBody()).isEqualTo(List.of(1, List.of(2, 3), "x"));
    }

    @Test
    void aRouteCanTakeThePartsAsTheyCome() throws Exception {
        MockEndpoint part = mock("part");
        routes(r -> r.from("wamp:procedure:com.app.upload?callParts=iterator").process(e -> {
            Iterator<?> parts = e.getMessage().getBody(Iterator.class);
            while (parts.hasNext()) {
                template.sendBody("mock:part", parts.next());
            }
            e.getMessage().setBody("done");
        }));
        awaitRegistrations(1);
        WampCall call = beginsInParts("com.app.upload", "first");
        await().until(() -> part.getReceivedCounter() == 1);
        assertThat(sends(call, "second", false)).isTrue();
        await().until(() -> part.getReceivedCounter() == 2);

        sends(call, "last", true);

        assertThat(call.result().get(10, TimeUnit.SECONDS).payload()).isEqualTo(Payload.ofArgs("done"));
        assertThat(part.getExchanges().stream().map(e -> e.getMessage().getBody()))
                .containsExactly("first", "second", "last");
    }

    @Test
    void thePartsCanBeSplit() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.upload?callParts=iterator")
                .split(r.body())
                .streaming()
                .to("mock:part")
                .end()
                .setBody(e -> "done"));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.upload", Stream.of("first", "second", "last"));

        assertThat(sent.getMessage().getBody()).isEqualTo("done");
        mock("part").expectedBodiesReceived("first", "second", "last");
        mock("part").assertIsSatisfied();
    }

    @Test
    void manyPartsArriveInOrder() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.sum?queueSize=5000").to("mock:in"));
        awaitRegistrations(1);

        Exchange sent =
                send("wamp:procedure:com.app.sum", IntStream.range(0, 2000).iterator());

        assertThat(sent.getException()).isNull();
        assertThat(mock("in").getExchanges().get(0).getMessage().getBody())
                .isEqualTo(IntStream.range(0, 2000).boxed().toList());
    }

    @Test
    void oneElementOrNoneIsAnOrdinaryCall() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.echo").to("mock:in"));
        awaitRegistrations(1);

        assertThat(send("wamp:procedure:com.app.echo", Stream.of("x"))
                        .getMessage()
                        .getBody())
                .isEqualTo("x");
        assertThat(send("wamp:procedure:com.app.echo", Stream.of()).getMessage().getBody())
                .isNull();
    }

    @Test
    void aStreamThatBreaksCancelsTheCall() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        routes(r -> r.from("wamp:procedure:com.app.upload").to("mock:in"));
        awaitRegistrations(1);
        Stream<Integer> broken = Stream.of(1, 2, 3)
                .map(i -> {
                    if (i == 3) {
                        throw new IllegalStateException("disk gone");
                    }
                    return i;
                })
                .onClose(() -> closed.set(true));

        Exchange sent = send("wamp:procedure:com.app.upload", broken);

        assertThat(sent.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk gone");
        assertThat(closed).isTrue();
        assertThat(mock("in").getReceivedCounter()).isZero();
    }

    @Test
    void aCalleeThatAnswersEarlyEndsTheStream() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        routes(r -> r.from("wamp:procedure:com.app.upload?callParts=iterator").setBody(e -> "enough"));
        awaitRegistrations(1);

        Exchange sent =
                send("wamp:procedure:com.app.upload", Stream.generate(() -> "x").onClose(() -> closed.set(true)));

        assertThat(sent.getMessage().getBody()).isEqualTo("enough");
        await().untilTrue(closed);
    }

    @Test
    void aRouteThatWaitsForAPartIsWokenByACancellation() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.upload?callParts=iterator")
                .split(r.body())
                .streaming()
                .to("mock:part"));
        awaitRegistrations(1);
        WampCall call = beginsInParts("com.app.upload", "first");
        await().until(() -> context.getInflightRepository().size() == 1);

        call.cancel(CancelMode.KILLNOWAIT);

        await().until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void moreThanMayWaitIsRefused() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.upload?queueSize=10").to("mock:in"));
        awaitRegistrations(1);

        Exchange sent =
                send("wamp:procedure:com.app.upload", IntStream.range(0, 100).iterator());

        assertThat(failure(sent)).returns(Uris.UNAVAILABLE, WampException::uri);
        assertThat(mock("in").getReceivedCounter()).isZero();
    }

    @Test
    void partsThatNobodyCanReadAreAnErrorAndKeepNoPlace() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.upload?concurrentConsumers=1")
                .to("mock:in")
                .setBody(e -> "done"));
        awaitRegistrations(1);
        CallOptions options =
                CallOptions.of(Map.of("progress", true, "ppt_scheme", "x_mine", "ppt_serializer", "x_odd"));
        WampCall call = other().call(
                        new CallTarget("com.app.upload", options, Duration.ZERO, null, null),
                        Payload.ofArgs(new byte[] {1}));
        sends(call, new byte[] {2}, true);

        assertThat(call.result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        WampException.class, e -> assertThat(e.uri()).isEqualTo(Uris.FEATURE_NOT_SUPPORTED));
        assertThat(call("com.app.upload", "plain").args()).containsExactly("done");
        mock("in").expectedBodiesReceived("plain");
        mock("in").assertIsSatisfied();
    }
}
