package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Cancel;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code to("wamp:procedure:…")}. */
class WampCallTest extends WampTestSupport {
    @BeforeEach
    void procedures() {
        router.procedure(
                "com.app.add2",
                call -> Payload.ofArgs(
                        (int) call.args().get(0) + (int) call.args().get(1)));
        router.procedure("com.app.echo", call -> call);
    }

    @Test
    void aSingleResultIsTheBody() {
        Exchange sent = send("wamp:procedure:com.app.add2", List.of(1, 2));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo(3);
        assertThat(received(Call.class).options().isEmpty()).isTrue();
    }

    @Test
    void takesTheKwargsOfTheResultAndDropsThoseOfTheCall() {
        router.procedure("com.app.kw", call -> Payload.of(List.of(), Map.of("answer", 42)));
        router.procedure("com.app.bare", call -> Payload.EMPTY);
        Map<String, Object> headers = Map.of(WampConstants.KWARGS, Map.of("question", "?"));

        Exchange withKwargs = send("wamp:procedure:com.app.kw", null, headers);
        Exchange without = send("wamp:procedure:com.app.bare", null, headers);

        assertThat(withKwargs.getMessage().getHeader(WampConstants.KWARGS)).isEqualTo(Map.of("answer", 42));
        assertThat(without.getMessage().getHeaders()).doesNotContainKey(WampConstants.KWARGS);
        assertThat(without.getMessage().getBody()).isNull();
        assertThat(router.received(Call.class).get(0).payload().kwargs()).isEqualTo(Map.of("question", "?"));
    }

    @Test
    void keepsTheOtherHeadersOfTheMessage() {
        Exchange sent = send("wamp:procedure:com.app.echo", "x", Map.of("mine", 1));

        assertThat(sent.getMessage().getHeaders()).containsEntry("mine", 1);
    }

    @Test
    void callsTheProcedureOfTheHeaderOnceAndRemovesIt() throws Exception {
        routes(r -> r.from("direct:in").to("wamp:procedure:com.app.a").to("wamp:procedure:com.app.echo"));

        Exchange sent = send("direct:in", "x", Map.of(WampConstants.OVERRIDE_PROCEDURE, "com.app.echo"));

        assertThat(sent.getException()).isNull();
        assertThat(router.received(Call.class))
                .extracting(Call::procedure)
                .containsExactly("com.app.echo", "com.app.echo");
    }

    @Test
    void anErrorBecomesAnExceptionWithUriArgsAndKwargs() throws Exception {
        router.procedure("com.app.broken", call -> {
            throw new WampException("com.app.error.broken", List.of("no", 1), Map.of("hint", "none"));
        });
        AtomicReference<WampException> caught = new AtomicReference<>();
        routes(r -> {
            r.onException(WampException.class)
                    .handled(true)
                    .process(e -> caught.set(e.getProperty(Exchange.EXCEPTION_CAUGHT, WampException.class)))
                    .setBody(simple -> "handled");
            r.from("direct:in").to("wamp:procedure:com.app.broken");
        });

        Exchange sent = send("direct:in", "x");

        assertThat(sent.getMessage().getBody()).isEqualTo("handled");
        assertThat(caught.get().uri()).isEqualTo("com.app.error.broken");
        assertThat(caught.get().args()).containsExactly("no", 1);
        assertThat(caught.get().kwargs()).isEqualTo(Map.of("hint", "none"));
    }

    @Test
    void anUnknownProcedureFailsTheExchange() {
        Exchange sent = send("wamp:procedure:com.app.nothing", "x");

        assertThat(sent.getException()).hasMessageContaining(Uris.NO_SUCH_PROCEDURE);
    }

    @Test
    void theCallIsCancelledWhenItsTimeIsOver() {
        router.ignore("com.app.slow");

        Exchange byOption = send("wamp:procedure:com.app.slow?callTimeout=20", "x");
        Exchange byHeader = send("wamp:procedure:com.app.slow", "x", Map.of(WampConstants.CALL_TIMEOUT, "20"));

        assertThat(byOption.getException())
                .isInstanceOf(WampException.TimedOut.class)
                .hasMessageContaining("No result of com.app.slow within 20 ms");
        assertThat(byHeader.getException()).isInstanceOf(WampException.TimedOut.class);
        await().untilAsserted(() -> assertThat(router.received(Cancel.class))
                .extracting(cancel -> cancel.options().values())
                .containsExactly(Map.of("mode", "killnowait"), Map.of("mode", "killnowait")));
    }

    @Test
    void theHeaderCanSwitchTheTimeLimitOff() {
        Exchange sent = send("wamp:procedure:com.app.echo?callTimeout=1", "x", Map.of(WampConstants.CALL_TIMEOUT, 0));

        assertThat(sent.getException()).isNull();
    }

    @Test
    void refusesATimeLimitThatIsNone() {
        for (Object limit : List.of("soon", -1, List.of())) {
            Exchange sent = send("wamp:procedure:com.app.echo", "x", Map.of(WampConstants.CALL_TIMEOUT, limit));

            assertThat(sent.getException())
                    .as("%s", limit)
                    .isInstanceOf(WampException.class)
                    .hasMessageContaining("CamelWampCallTimeout must be milliseconds")
                    .hasMessageContaining("'" + limit + "'");
        }
    }

    @Test
    void sendsTheOptionsOfEndpointAndMessage() {
        send("wamp:procedure:com.app.echo?discloseMe=true", "x", Map.of(WampConstants.OPTIONS, Map.of("timeout", 5)));

        assertThat(received(Call.class).options().values()).isEqualTo(Map.of("disclose_me", true, "timeout", 5L));
    }

    @Test
    void refusesToAskForPartialResultsThatNobodyTakes() {
        Exchange sent = send(
                "wamp:procedure:com.app.echo", "x", Map.of(WampConstants.OPTIONS, Map.of("receive_progress", true)));

        assertThat(sent.getException())
                .hasMessageContaining(Uris.INVALID_ARGUMENT)
                .hasMessageContaining("progressTo or aggregateProgress");
    }

    @Test
    void aPartialResultThatNobodyCanReadFailsTheExchange() throws Exception {
        router.partial.put(
                "com.app.echo",
                ResultDetails.of(Map.of("progress", true, "ppt_scheme", "x_mine", "ppt_cipher", "xsalsa20poly1305")));
        routes(r -> r.from("direct:part").to("mock:part"));

        for (String taken : List.of("progressTo=direct:part", "aggregateProgress=true")) {
            Exchange sent = send("wamp:procedure:com.app.echo?" + taken, "x");

            assertThat(sent.getException())
                    .as(taken)
                    .isInstanceOf(WampException.class)
                    .hasMessageContaining("encrypted with xsalsa20poly1305");
        }
        assertThat(mock("part").getReceivedCounter()).isZero();
    }

    @Test
    void aWaitingCallCanBeCancelledByItsExchangeProperty() {
        router.ignore("com.app.slow");
        Exchange exchange = context.getEndpoint("wamp:procedure:com.app.slow").createExchange();
        CompletableFuture<Void> unwanted = new CompletableFuture<>();
        exchange.setProperty(WampConstants.CANCELLATION_PROPERTY, unwanted);
        CompletableFuture<Exchange> sent = template.asyncSend("wamp:procedure:com.app.slow", exchange);
        await().until(() -> !router.received(Call.class).isEmpty());

        unwanted.complete(null);

        assertThat(sent).succeedsWithin(Duration.ofSeconds(10));
        assertThat(exchange.getException()).isInstanceOf(WampException.Canceled.class);
        await().until(() -> !router.received(Cancel.class).isEmpty());
    }

    @Test
    void failsAsNotConnectedWhenThereIsNoSessionInTime() {
        router.goDown();

        Exchange sent = send("wamp:procedure:com.app.echo?waitForSession=30", "x");

        assertThat(sent.getException())
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("There is no session");
    }

    @Test
    void failsAsLostWhenTheSessionEndsBeforeTheAnswer() {
        router.ignore("com.app.slow");
        CompletableFuture<Object> sent = template.asyncRequestBody("wamp:procedure:com.app.slow", "x");
        await().until(() -> !router.received(Call.class).isEmpty());

        router.goDown();

        assertThat(sent)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(WampException.SessionLost.class)
                .withMessageContaining("the outcome is unknown");
    }
}
