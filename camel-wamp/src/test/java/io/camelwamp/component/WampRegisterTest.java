package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.testing.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;

/** {@code from("wamp:procedure:…")}. */
class WampRegisterTest extends WampTestSupport {
    private <M extends Message> M answer(CompletableFuture<Message> call, Class<M> type) {
        assertThat(call).succeedsWithin(Duration.ofSeconds(10)).isInstanceOf(type);
        return type.cast(call.join());
    }

    private Payload result(CompletableFuture<Message> call) {
        return answer(call, Yield.class).payload();
    }

    private ErrorMessage error(CompletableFuture<Message> call) {
        return answer(call, ErrorMessage.class);
    }

    @Test
    void answersWithTheBodyOfTheRoute() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.hello").setBody().simple("Hello ${body}"));
        awaitRegistered("com.app.hello");

        assertThat(result(router.call("com.app.hello", "Ann")).args()).containsExactly("Hello Ann");
        assertThat(received(Register.class).options().isEmpty()).isTrue();
    }

    @Test
    void givesTheRouteWhatTheRouterSaysAboutTheCall() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedMessageCount(1);
        routes(r -> r.from("wamp:procedure:com.app.hello").to("mock:in"));
        awaitRegistered("com.app.hello");

        router.call(
                "com.app.hello",
                Payload.of(List.of("a", 2), Map.of("k", "v")),
                InvocationDetails.of(
                        Map.of("caller", 77, "caller_authid", "joe", "caller_authrole", "admin", "trustlevel", 0)));

        in.assertIsSatisfied();
        Exchange exchange = in.getExchanges().get(0);
        assertThat(exchange.getPattern()).isEqualTo(ExchangePattern.InOut);
        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("a", 2));
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(WampConstants.PROCEDURE, "com.app.hello")
                .containsEntry(WampConstants.CALLER, 77L)
                .containsEntry(WampConstants.CALLER_AUTHID, "joe")
                .containsEntry(WampConstants.CALLER_AUTHROLE, "admin")
                .containsEntry(WampConstants.TRUST_LEVEL, 0L)
                .containsEntry(WampConstants.KWARGS, Map.of("k", "v"));
    }

    @Test
    void doesNotEchoTheKwargsOfTheCall() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.hello").setBody(e -> "hi"));
        awaitRegistered("com.app.hello");

        Payload result =
                result(router.call("com.app.hello", Payload.of(List.of(), Map.of("k", "v")), InvocationDetails.NONE));

        assertThat(result.args()).containsExactly("hi");
        assertThat(result.kwargs()).isEmpty();
    }

    @Test
    void answersWithTheKwargsThatTheRouteSets() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.hello").setHeader(WampConstants.KWARGS, () -> Map.of("answer", 42)));
        awaitRegistered("com.app.hello");

        Payload result =
                result(router.call("com.app.hello", Payload.of(List.of(), Map.of("k", "v")), InvocationDetails.NONE));

        assertThat(result.kwargs()).isEqualTo(Map.of("answer", 42));
    }

    @Test
    void passesTheKwargsOfAFurtherCallOn() throws Exception {
        router.procedure("com.app.inner", call -> Payload.of(List.of("in"), Map.of("inner", 1)));
        routes(r -> r.from("wamp:procedure:com.app.outer").to("wamp:procedure:com.app.inner"));
        awaitRegistered("com.app.outer");

        Payload result = result(router.call("com.app.outer", "x"));

        assertThat(result.args()).containsExactly("in");
        assertThat(result.kwargs()).isEqualTo(Map.of("inner", 1));
    }

    @Test
    void keepsNothingOfFurtherCallsThatAreOver() throws Exception {
        router.procedure("com.app.inner", call -> call);
        MockEndpoint end = mock("end");
        routes(r -> r.from("wamp:procedure:com.app.outer")
                .loop(20)
                .to("wamp:procedure:com.app.inner")
                .end()
                .process(e -> {
                    Cancellation cancellation = e.getProperty(WampConstants.CANCELLATION_PROPERTY, Cancellation.class);
                    e.getMessage().setBody(List.of(cancellation.waiting(), cancellation.getNumberOfDependents()));
                })
                .to("mock:end"));
        awaitRegistered("com.app.outer");

        assertThat(result(router.call("com.app.outer", "x")).args()).containsExactly(0, 1);
        assertThat(end.getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void theRouteChoosesTheErrorByAWampExceptionAnywhereInTheCauses() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.fail").process(e -> {
            throw new IllegalStateException(
                    "outer", new WampException("com.app.error.no", List.of("text", 5), Map.of("k", "v")));
        }));
        awaitRegistered("com.app.fail");

        ErrorMessage error = error(router.call("com.app.fail"));

        assertThat(error.error()).isEqualTo("com.app.error.no");
        assertThat(error.payload()).isEqualTo(Payload.of(List.of("text", 5), Map.of("k", "v")));
    }

    /** As YAML routes do it. */
    @Test
    void theRouteChoosesTheErrorByThrowException() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.fail").throwException(WampException.class, "com.app.error.no"));
        awaitRegistered("com.app.fail");

        assertThat(error(router.call("com.app.fail")).error()).isEqualTo("com.app.error.no");
    }

    @Test
    void tellsNothingOfAnyOtherFailure() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.fail")
                .throwException(new IllegalStateException("password=hunter2 at db.internal")));
        awaitRegistered("com.app.fail");

        ErrorMessage error = error(router.call("com.app.fail"));

        assertThat(error.error()).isEqualTo(Uris.RUNTIME_ERROR);
        assertThat(error.payload()).isEqualTo(Payload.ofArgs("The procedure failed"));
        assertThat(error.details()).isEmpty();
    }

    @Test
    void tellsNoAddressesWhenARouterBehindItIsAway() throws Exception {
        TestRouter behind = new TestRouter();
        behind.goDown();
        context.getRegistry().bind("secret-name", behind);
        routes(r -> r.from("wamp:procedure:com.app.outer")
                .to("wamp:procedure:com.app.inner?url=local:secret-name&waitForSession=0"));
        awaitRegistered("com.app.outer");

        ErrorMessage error = error(router.call("com.app.outer", "x"));

        assertThat(error.error()).isEqualTo(Uris.NETWORK_FAILURE);
        assertThat(error.payload().isEmpty()).isTrue();
        context.stop();
        behind.close();
    }

    @Test
    void anErrorThatTheRouteHandlesIsAResult() throws Exception {
        routes(r -> {
            r.onException(Exception.class).handled(true).setBody(e -> "sorry");
            r.from("wamp:procedure:com.app.fail").throwException(new IllegalStateException("x"));
        });
        awaitRegistered("com.app.fail");

        assertThat(result(router.call("com.app.fail")).args()).containsExactly("sorry");
    }

    @Test
    void aResultThatWampCannotCarryIsAnErrorForTheCaller() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.odd").setBody(e -> new Thread()));
        awaitRegistered("com.app.odd");

        ErrorMessage error = error(router.call("com.app.odd"));

        assertThat(error.error()).isEqualTo(Uris.INVALID_PAYLOAD);
        assertThat(error.payload().args().get(0).toString()).startsWith("args[0] is a java.lang.Thread");
    }

    @Test
    void saysInOneLineWhyAResultCannotBeSent() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.odd").setBody(e -> new Thread()));
        awaitRegistered("com.app.odd");

        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            error(router.call("com.app.odd"));

            // LogCapture shows an exception after a bar.
            assertThat(log.linesWith("The result of com.app.odd cannot be sent: "))
                    .singleElement()
                    .asString()
                    .contains("args[0] is a java.lang.Thread")
                    .doesNotContain(" | ");
        }
    }

    @Test
    void aResultThatCannotBeReadIsAnErrorForTheCaller() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.odd").setBody(e -> new BrokenStream()));
        awaitRegistered("com.app.odd");

        assertThat(error(router.call("com.app.odd")).error()).isEqualTo(Uris.RUNTIME_ERROR);
    }

    private static final class BrokenStream extends java.io.InputStream {
        @Override
        public int read() throws java.io.IOException {
            throw new java.io.IOException("disk gone");
        }
    }

    @Test
    void aCallThatCannotBeDecodedIsAnErrorForTheCaller() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a").to("mock:in"));
        awaitRegistered("com.app.a");

        ErrorMessage error =
                error(router.call("com.app.a", TestRouter.undecodable("INVOCATION[4]"), InvocationDetails.NONE));

        assertThat(error.error()).isEqualTo(Uris.PROTOCOL_VIOLATION);
        mock("in").expectedMessageCount(0);
        mock("in").assertIsSatisfied();
    }

    @Test
    void handlesSeveralCallsAtOnceByDefault() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3);
        routes(r -> r.from("wamp:procedure:com.app.slow").process(e -> together.await(10, TimeUnit.SECONDS)));
        awaitRegistered("com.app.slow");

        List<CompletableFuture<Message>> calls =
                List.of(router.call("com.app.slow", 1), router.call("com.app.slow", 2), router.call("com.app.slow", 3));

        calls.forEach(call -> answer(call, Yield.class));
    }

    @Test
    void cancelledCallsKeepTheirPlacesUntilTheirRoutesEnd() throws Exception {
        Queue<AsyncCallback> running = new ConcurrentLinkedQueue<>();
        routes(r -> r.from("wamp:procedure:com.app.slow?concurrentConsumers=1").process(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                running.add(callback);
                return false;
            }
        }));
        awaitRegistered("com.app.slow");
        router.call("com.app.slow", 1);
        await().until(() -> running.size() == 1);

        router.interruptCalls();
        CompletableFuture<Message> second = router.call("com.app.slow", 2);

        await().during(Duration.ofMillis(100)).until(() -> running.size() == 1);
        running.remove().done(false);
        await().until(() -> running.size() == 1);
        running.remove().done(false);
        answer(second, Yield.class);
    }

    @Test
    void answersUnavailableWhenTheQueueIsFull() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        routes(r -> r.from("wamp:procedure:com.app.slow?concurrentConsumers=1&queueSize=1")
                .process(e -> release.await(10, TimeUnit.SECONDS)));
        awaitRegistered("com.app.slow");
        CompletableFuture<Message> running = router.call("com.app.slow", 1);
        await().until(() -> context.getInflightRepository().size() == 1);
        CompletableFuture<Message> waiting = router.call("com.app.slow", 2);

        ErrorMessage refused = error(router.call("com.app.slow", 3));
        release.countDown();

        assertThat(refused.error()).isEqualTo(Uris.UNAVAILABLE);
        answer(running, Yield.class);
        answer(waiting, Yield.class);
    }

    @Test
    void sendsTheOptionsOfOtherRouters() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a?concurrency=4&forceReregister=true&discloseCaller=true")
                .to("mock:in"));
        awaitRegistered("com.app.a");

        assertThat(received(Register.class).options().values())
                .isEqualTo(Map.of("concurrency", 4L, "force_reregister", true, "disclose_caller", true));
    }

    @Test
    void registersPatternsAndPolicies() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedHeaderReceived(WampConstants.PROCEDURE, "com.app.any.thing");
        routes(r ->
                r.from("wamp:procedure:com.app.?match=prefix&invoke=roundrobin").to("mock:in"));
        awaitRegistered("com.app.");

        answer(router.call("com.app.any.thing", 1), Yield.class);

        in.assertIsSatisfied();
        assertThat(received(Register.class).options().values())
                .isEqualTo(Map.of("match", "prefix", "invoke", "roundrobin"));
    }
}
