package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.component.PayloadCipher;
import io.camelwamp.component.WampComponent;
import io.camelwamp.component.WampConfiguration;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.HistoryRule;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.RouterBuilder;
import io.camelwamp.router.transport.NettyWebSocketListener;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.Subscription;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads that the router cannot read, from route to route (spec: advanced/payload_passthru_mode.md). */
class EncryptedPayloadsTest extends RoutesOnRouter {
    private static final String SECRET =
            "pptScheme=wamp&pptSerializer=cbor&pptCipher=aes256gcm&pptKeyid=k1&payloadCipher=#aes";
    private static final Map<String, Object> MARKS =
            Map.of("ppt_scheme", "wamp", "ppt_serializer", "cbor", "ppt_cipher", "aes256gcm", "ppt_keyid", "k1");

    /** Each is a subscription of the router's own. */
    private static final int HISTORIES = 1;

    private final AesGcm aes;
    private final Queue<ReceivedInvocation> invocations = new ConcurrentLinkedQueue<>();
    private NettyWebSocketListener port;

    EncryptedPayloadsTest() throws GeneralSecurityException {
        aes = new AesGcm("k1", "k2");
    }

    @Override
    RouterBuilder configure(RouterBuilder builder) {
        port = new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
        HistoryRule kept = HistoryRule.of(MatchPolicy.EXACT, "com.app.kept", 10);
        return builder.realm("realm1", RealmConfig.DEFAULT.withHistory(kept)).listener(port);
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        super.bindToRegistry(registry);
        registry.bind("aes", aes);
    }

    @BeforeEach
    void connectByWebSocket() {
        configuration().setUrl("ws://127.0.0.1:" + port.address().getPort() + "/ws");
    }

    private WampConfiguration configuration() {
        return context.getComponent("wamp", WampComponent.class).getConfiguration();
    }

    @AfterEach
    void theCipherIsNeverUsedOnAnEventLoop() {
        assertThat(aes.threads)
                .allMatch(name -> name.contains("WampRoutes")
                        || name.contains("WampAnswers")
                        || name.equals(Thread.currentThread().getName()));
    }

    private static Map<?, ?> details(Message message) {
        return message.getHeader(WampConstants.DETAILS, Map.class);
    }

    private CallResult callBeside(String procedure, Map<String, Object> options, Payload payload) throws Exception {
        return other().call(new CallTarget(procedure, CallOptions.of(options), Duration.ZERO, null, null), payload)
                .result()
                .get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void aCallAndItsResultAreReadByTheirRoutes(String serializer) throws Exception {
        configuration().setSerializers(serializer);
        routes(r -> r.from("wamp:procedure:com.app.a?payloadCipher=#aes")
                .to("mock:in")
                .setHeader(WampConstants.KWARGS, () -> Map.of("seen", true))
                .setBody(e -> List.of("ö", 3)));
        awaitRegistrations(1);

        Exchange sent = send(
                "wamp:procedure:com.app.a?" + SECRET,
                List.of("ü", 2, new byte[] {7}),
                Map.of(WampConstants.KWARGS, Map.of("k", 1)));

        Message in = mock("in").getExchanges().get(0).getMessage();
        assertThat(Payload.of((List<?>) in.getBody(), null)).isEqualTo(Payload.ofArgs("ü", 2, new byte[] {7}));
        assertThat(in.getHeader(WampConstants.KWARGS)).isEqualTo(Map.of("k", 1));
        assertThat(details(in)).isEqualTo(MARKS);
        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo(List.of("ö", 3));
        assertThat(sent.getMessage().getHeader(WampConstants.KWARGS)).isEqualTo(Map.of("seen", true));
        assertThat(details(sent.getMessage())).isEqualTo(MARKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack"})
    void anEventIsReadByItsRoute(String serializer) throws Exception {
        configuration().setSerializers(serializer);
        routes(r -> r.from("wamp:topic:com.app.t?payloadCipher=#aes").to("mock:in"));
        awaitSubscriptions(1 + HISTORIES);
        mock("in").expectedBodiesReceived("news");
        Queue<ReceivedEvent> onTheWire = new ConcurrentLinkedQueue<>();
        Subscription beside = other().subscribe(
                        "com.app.t",
                        SubscribeOptions.NONE,
                        (event, done) -> {
                            onTheWire.add(event);
                            done.run();
                        },
                        LaneConfig.sequential(Runnable::run));
        await().until(beside::isActive);

        send("wamp:topic:com.app.t?excludeMe=false&" + SECRET, "news");

        mock("in").assertIsSatisfied();
        assertThat(details(mock("in").getExchanges().get(0).getMessage())).isEqualTo(MARKS);
        await().until(() -> !onTheWire.isEmpty());
        byte[] octets = (byte[]) onTheWire.element().payload().args().get(0);
        assertThat(new String(octets, StandardCharsets.ISO_8859_1)).doesNotContain("news");
    }

    @Test
    void anErrorOfTheRouteIsForTheCallerOnly() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a?payloadCipher=#aes").process(e -> {
            throw new WampException("com.app.error.full", List.of("confidential"), Map.of("left", 0));
        }));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.a?" + SECRET, "x");

        assertThat(failure(sent)).returns("com.app.error.full", WampException::uri);
        assertThat(failure(sent).args()).containsExactly("confidential");
        assertThat(failure(sent).kwargs()).isEqualTo(Map.of("left", 0));
        assertThat(failure(sent).details()).isEqualTo(MARKS);
        assertThat(details(sent.getMessage())).isEqualTo(MARKS);
        assertThatThrownBy(() -> callBeside("com.app.a", MARKS, sealedArguments()))
                .rootCause()
                .isInstanceOfSatisfying(WampException.class, onTheWire -> {
                    assertThat(onTheWire.uri()).isEqualTo("com.app.error.full");
                    assertThat(onTheWire.args()).singleElement().isInstanceOf(byte[].class);
                    assertThat(onTheWire.kwargs()).isEmpty();
                });
    }

    /** An empty dictionary in CBOR. */
    private Payload sealedArguments() throws GeneralSecurityException {
        return Payload.ofArgs(aes.seal(new byte[] {(byte) 0xa0}, new PayloadCipher.Key("wamp", "aes256gcm", "k1")));
    }

    @Test
    void anErrorThatCannotBeEncryptedIsToldWithoutItsArguments() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a?payloadCipher=#aes")
                .setHeader(WampConstants.OPTIONS, () -> Map.of("ppt_keyid", "unknown"))
                .process(e -> {
                    throw new WampException("com.app.error.full", "confidential");
                }));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.a?" + SECRET, "x");

        assertThat(failure(sent)).returns("com.app.error.full", WampException::uri);
        assertThat(failure(sent).payload().isEmpty()).isTrue();
    }

    @Test
    void anErrorThatTheCallerCannotDecryptSaysSo() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a?pptScheme=wamp&pptSerializer=cbor&pptCipher=aes256gcm&pptKeyid=k2"
                        + "&payloadCipher=#aes")
                .process(e -> {
                    throw new WampException("com.app.error.full", "confidential");
                }));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.a", "x");

        assertThat(failure(sent))
                .returns("com.app.error.full", WampException::uri)
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("aes256gcm");
    }

    @Test
    void aCalleeMayEncryptForAnotherKeyThanTheCallers() throws Exception {
        routes(r -> {
            r.from("wamp:procedure:com.app.options?" + SECRET.replace("k1", "k2"))
                    .setBody(e -> "by its options");
            r.from("wamp:procedure:com.app.header?payloadCipher=#aes")
                    .setHeader(WampConstants.OPTIONS, () -> Map.of("ppt_keyid", "k2"))
                    .setBody(e -> "by its header");
        });
        awaitRegistrations(2);

        for (String chosen : List.of("options", "header")) {
            Exchange sent = send("wamp:procedure:com.app." + chosen + "?" + SECRET, "x");

            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getBody()).isEqualTo("by its " + chosen);
            assertThat(details(sent.getMessage()).get("ppt_keyid")).isEqualTo("k2");
        }
    }

    @Test
    void aCalleeMayEncryptWhatCameInTheClear() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a?" + SECRET).setBody(e -> "confidential"));
        awaitRegistrations(1);

        CallResult result = callBeside("com.app.a", Map.of(), Payload.EMPTY);

        assertThat(result.details().values()).isEqualTo(MARKS);
        assertThat(result.payload().args()).singleElement().isInstanceOf(byte[].class);
    }

    @Test
    void whatCannotBeDecryptedNeverReachesARoute() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.a?payloadCipher=#aes").to("mock:in"));
        awaitRegistrations(1);

        for (int size : new int[] {0, 1, 40}) {
            assertThatThrownBy(() -> callBeside("com.app.a", MARKS, Payload.ofArgs(new byte[size])))
                    .hasRootCauseInstanceOf(WampException.class)
                    .rootCause()
                    .hasMessageContaining("could not be decrypted")
                    .hasMessageContaining(Uris.INVALID_PAYLOAD);
        }

        assertThat(mock("in").getReceivedCounter()).isZero();
    }

    @Test
    void partialResultsAreEncryptedOneByOne() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.list?payloadCipher=#aes")
                .setBody(e -> Stream.of("a", List.of("b", 2), "c")));
        awaitRegistrations(1);

        Exchange sent = send("wamp:procedure:com.app.list?aggregateProgress=true&" + SECRET, "x");

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo(List.of("a", List.of("b", 2), "c"));
        assertThat(details(sent.getMessage())).isEqualTo(MARKS);
        // The call, three parts and the end.
        assertThat(aes.sealed).hasValue(5);
        assertThat(aes.opened).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "iterator"})
    void partsOfACallAreEncryptedOneByOne(String callParts) throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.upload?payloadCipher=#aes&callParts=" + callParts)
                .to("mock:kwargs")
                .split(r.body())
                .to("mock:part")
                .end()
                .setBody(e -> "done"));
        awaitRegistrations(1);

        Exchange sent = send(
                "wamp:procedure:com.app.upload?" + SECRET,
                List.of("a", "b", "c").iterator(),
                Map.of(WampConstants.KWARGS, Map.of("k", 1)));

        assertThat(sent.getException()).isNull();
        assertThat(sent.getMessage().getBody()).isEqualTo("done");
        mock("part").expectedBodiesReceived("a", "b", "c");
        mock("part").assertIsSatisfied();
        assertThat(mock("kwargs").getExchanges().get(0).getMessage().getHeader(WampConstants.KWARGS))
                .isEqualTo(Map.of("k", 1));
        assertThat(aes.sealed).hasValue(4);
        assertThat(aes.opened).as("each once").hasValue(4);
    }

    @Test
    void theHeaderWinsKeyByKeyAndTakesAllAway() throws Exception {
        other().register(
                        "com.app.raw",
                        RegisterOptions.NONE,
                        invocation -> {
                            invocations.add(invocation);
                            invocation.complete(Payload.EMPTY);
                        },
                        LaneConfig.sequential(Runnable::run));
        awaitRegistrations(1);
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("ppt_scheme", null);

        send("wamp:procedure:com.app.raw?" + SECRET, "x", Map.of(WampConstants.OPTIONS, Map.of("ppt_keyid", "k2")));
        send("wamp:procedure:com.app.raw?" + SECRET, "x", Map.of(WampConstants.OPTIONS, nothing));

        assertThat(invocations.poll().details().values())
                .containsEntry("ppt_keyid", "k2")
                .containsEntry("ppt_cipher", "aes256gcm");
        ReceivedInvocation plain = invocations.poll();
        assertThat(plain.details().values()).isEmpty();
        assertThat(plain.payload()).isEqualTo(Payload.ofArgs("x"));
    }

    @Test
    void withoutACipherNothingIsSentInTheClear() {
        Exchange sent = send("wamp:procedure:com.app.a?pptScheme=wamp&pptSerializer=cbor&pptCipher=aes256gcm", "x");

        assertThat(failure(sent))
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("payloadCipher");
    }

    @Test
    void pastEventsAreReadWhereThereIsAKey() {
        send("wamp:topic:com.app.kept?" + SECRET, List.of("a", 1), Map.of(WampConstants.KWARGS, Map.of("k", 2)));
        send("wamp:topic:com.app.kept?" + SECRET.replace("k1", "k2"), "b");
        aes.forget("k2");

        List<?> found = send("wamp:history:com.app.kept?payloadCipher=#aes", null)
                .getMessage()
                .getBody(List.class);

        assertThat(found).hasSize(2);
        Map<?, ?> readable = (Map<?, ?>) found.get(0);
        assertThat(readable.get("args")).isEqualTo(List.of("a", 1));
        assertThat(readable.get("kwargs")).isEqualTo(Map.of("k", 2));
        assertThat(readable.get("details")).isEqualTo(MARKS);
        assertThat((List<?>) ((Map<?, ?>) found.get(1)).get("args"))
                .singleElement()
                .isInstanceOf(byte[].class);
    }

    @Test
    void anEncryptedEventThatCannotBeReadGoesToTheExceptionHandler() throws Exception {
        routes(r -> {
            r.onException(WampException.class).handled(true).to("mock:failed");
            r.from("wamp:topic:com.app.t?bridgeErrorHandler=true").to("mock:in");
        });
        awaitSubscriptions(1 + HISTORIES);
        mock("failed").expectedMessageCount(1);

        other().publish("com.app.t", PublishOptions.of(MARKS), Payload.ofArgs(new byte[] {1}));

        mock("failed").assertIsSatisfied();
        assertThat(mock("in").getReceivedCounter()).isZero();
    }
}
