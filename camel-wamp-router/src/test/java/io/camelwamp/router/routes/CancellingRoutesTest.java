package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.WampCall;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** Calls that nobody waits for any more: from the caller's exchange to the callee's. */
class CancellingRoutesTest extends RoutesOnRouter {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private void slowRoute(String options) throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.slow" + options)
                .process(e -> {
                    e.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class)
                            .thenRun(cancelled::countDown);
                    begun.countDown();
                    goOn.await(10, TimeUnit.SECONDS);
                })
                .to("mock:after"));
        awaitRegistrations(1);
    }

    private WampCall callThatHasBegun() throws InterruptedException {
        WampCall call = other().call(CallTarget.of("com.app.slow"), Payload.EMPTY);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return call;
    }

    private void awaitTheEnd() {
        goOn.countDown();
        await().until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void aCancelledCallLeavesTheRemainingStepsOut() throws Exception {
        slowRoute("");
        WampCall call = callThatHasBegun();

        call.cancel(CancelMode.KILL);
        assertThat(call.result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        WampException.class, e -> assertThat(e.uri()).isEqualTo(Uris.CANCELED));
        awaitTheEnd();

        assertThat(mock("after").getReceivedCounter()).isZero();
    }

    @Test
    void theStepsCanBeKept() throws Exception {
        slowRoute("?stopOnCancel=false");
        WampCall call = callThatHasBegun();

        call.cancel(CancelMode.KILL);
        assertThat(call.result()).failsWithin(Duration.ofSeconds(10));
        awaitTheEnd();

        assertThat(mock("after").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aSkippedCallIsServedToItsEnd() throws Exception {
        slowRoute("");

        callThatHasBegun().cancel(CancelMode.SKIP);
        awaitTheEnd();

        assertThat(mock("after").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aStepCanSeeThatItsCallWasCancelled() throws Exception {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        routes(r -> r.from("wamp:procedure:com.app.slow").process(e -> {
            CompletionStage<?> cancelled = e.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class);
            cancelled.thenRun(() -> seen.complete(null));
            begun.countDown();
            goOn.await(10, TimeUnit.SECONDS);
        }));
        awaitRegistrations(1);

        callThatHasBegun().cancel(CancelMode.KILLNOWAIT);

        assertThat(seen).succeedsWithin(Duration.ofSeconds(10));
        goOn.countDown();
    }

    @Test
    void aCancellationGoesOnToTheCallsThatARouteWaitsFor() throws Exception {
        Queue<ReceivedInvocation> inner = new ConcurrentLinkedQueue<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        other().register(
                        "com.app.inner",
                        RegisterOptions.NONE,
                        invocation -> {
                            invocation.onInterrupt(() -> interrupted.set(true));
                            inner.add(invocation);
                        },
                        LaneConfig.sequential(Runnable::run));
        routes(r -> r.from("wamp:procedure:com.app.outer").to("wamp:procedure:com.app.inner"));
        awaitRegistrations(2);
        WampCall call = other().call(CallTarget.of("com.app.outer"), Payload.EMPTY);
        await().until(() -> !inner.isEmpty());

        call.cancel(CancelMode.KILLNOWAIT);

        await().untilTrue(interrupted);
        await().until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void aTimeOutOfTheCallerStopsTheCalleesRoute() throws Exception {
        slowRoute("");

        Exchange sent = send("wamp:procedure:com.app.slow", "x", Map.of(WampConstants.CALL_TIMEOUT, 50));
        assertThat(sent.getException()).isInstanceOf(WampException.TimedOut.class);
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        awaitTheEnd();

        assertThat(mock("after").getReceivedCounter()).isZero();
    }

    @Test
    void aTimeOutOfTheCallerLeavesACalleeAloneThatMayGoOn() throws Exception {
        slowRoute("");

        Exchange sent =
                send("wamp:procedure:com.app.slow?cancelMode=skip", "x", Map.of(WampConstants.CALL_TIMEOUT, 50));
        assertThat(sent.getException()).isInstanceOf(WampException.TimedOut.class);
        awaitTheEnd();

        assertThat(mock("after").getReceivedCounter()).isEqualTo(1);
        assertThat(cancelled.getCount()).isEqualTo(1);
    }

    @Test
    void aProducerThatStopsCancelsTheCallsOfExchangesThatAreLeftBehind() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch called = new CountDownLatch(1);
        other().register(
                        "com.app.inner",
                        RegisterOptions.NONE,
                        invocation -> {
                            invocation.onInterrupt(() -> interrupted.set(true));
                            called.countDown();
                        },
                        LaneConfig.sequential(Runnable::run));
        routes(r -> r.from("direct:in").routeId("in").to("wamp:procedure:com.app.inner"));
        // The session stays when the route's producer gives it back.
        routes(r -> r.from("wamp:topic:com.app.keeps.the.session").to("mock:in"));
        awaitRegistrations(1);
        CompletableFuture<Exchange> sent = template.asyncSend("direct:in", e -> {});
        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

        context.getRouteController().stopRoute("in", 50, TimeUnit.MILLISECONDS);

        await().untilTrue(interrupted);
        assertThat(sent).succeedsWithin(Duration.ofSeconds(10));
        assertThat(sent.join().getException()).isInstanceOf(WampException.Canceled.class);
    }
}
