package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.CallOptions;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time-outs that callers tell: kept by the router, or by the callee that asked for them (spec: advanced/rpc_call_timeout.md). */
class CallTimeoutRoutesTest extends RoutesOnRouter {
    private final CompletableFuture<Object> told = new CompletableFuture<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    /** A route whose step waits for its cancellation. */
    private void slowRoute(String options) throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.slow" + options)
                .process(e -> {
                    Map<?, ?> details = e.getMessage().getHeader(WampConstants.DETAILS, Map.of(), Map.class);
                    told.complete(details.containsKey("timeout") ? details.get("timeout") : "nothing");
                    e.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);
                    cancelled.countDown();
                })
                .to("mock:after"));
        awaitRegistrations(1);
    }

    private void failsWithTimeout(WampCall call) {
        assertThat(call.result())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOfSatisfying(
                        WampException.class, e -> assertThat(e.uri()).isEqualTo(Uris.TIMEOUT));
    }

    /** The caller has no timer of its own here. */
    private WampCall callWithTimeout(long millis) {
        CallOptions options = CallOptions.NONE.with("timeout", millis);
        return other().call(new CallTarget("com.app.slow", options, Duration.ZERO, null, null), Payload.EMPTY);
    }

    private void theRouteIsOver() throws InterruptedException {
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> context.getInflightRepository().size() == 0);
        assertThat(mock("after").getReceivedCounter()).isZero();
    }

    @Test
    void aCalleeThatAskedForItEndsItsExchangeAndTellsTheCaller() throws Exception {
        slowRoute("?forwardTimeout=true");

        failsWithTimeout(callWithTimeout(100));

        assertThat(told).isCompletedWithValue(100L);
        theRouteIsOver();
    }

    @Test
    void theRouterDoesItForOthers() throws Exception {
        slowRoute("");

        failsWithTimeout(callWithTimeout(100));

        assertThat(told).isCompletedWithValue("nothing");
        theRouteIsOver();
    }

    @Test
    void aCallThatIsAnsweredInTimeIsNotTouched() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.slow?forwardTimeout=true").setBody(e -> "quick"));
        awaitRegistrations(1);

        assertThat(callWithTimeout(60_000).result().get(10, TimeUnit.SECONDS).payload())
                .isEqualTo(Payload.ofArgs("quick"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?sendCallTimeout=true", "?sendCallTimeout=true&callTimeout=0"})
    void aCallerTellsItsTimeoutIfItIsToldTo(String options) {
        Queue<ReceivedInvocation> received = new ConcurrentLinkedQueue<>();
        other().register(
                        "com.app.quick",
                        RegisterOptions.NONE.with("forward_timeout", true),
                        invocation -> {
                            received.add(invocation);
                            invocation.complete(Payload.EMPTY);
                        },
                        LaneConfig.sequential(Runnable::run));
        awaitRegistrations(1);

        send("wamp:procedure:com.app.quick" + options, "x");
        send("wamp:procedure:com.app.quick" + options, "x", Map.of(WampConstants.CALL_TIMEOUT, 4000));

        boolean tells = options.startsWith("?");
        assertThat(received.poll().details().timeout()).isEqualTo(tells && !options.endsWith("=0") ? 30_000 : 0);
        assertThat(received.poll().details().timeout()).isEqualTo(tells ? 4000 : 0);
    }
}
