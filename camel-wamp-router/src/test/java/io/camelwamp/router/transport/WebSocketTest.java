package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.router.Router;
import io.camelwamp.router.RouterStatistics;
import io.camelwamp.router.SessionLimits;
import io.camelwamp.router.transport.Front.Limits;
import io.camelwamp.router.transport.Front.Running;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes over the wire at the edges of the protocol, the same for every front. */
@Timeout(60)
class WebSocketTest {
    private static RouterStatistics statistics(Running running) {
        return running.router().statistics().toCompletableFuture().join();
    }

    // --- the opening

    @ParameterizedTest
    @EnumSource
    void takesTheFirstSubprotocolOfTheClientThatItKnows(Front front) throws Exception {
        try (Running running = front.open();
                RawClient client = RawClient.connect(running.uri(), "chat", "wamp.2.msgpack", "wamp.2.json")) {
            assertThat(client.subprotocol()).isEqualTo("wamp.2.msgpack");
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTakeASubprotocolThatIsNotConfigured(Front front) throws Exception {
        try (Running running = front.open(Limits.DEFAULT.withSerializers("json"));
                RawClient client = RawClient.connect(running.uri(), "wamp.2.msgpack", "wamp.2.json")) {
            assertThat(client.subprotocol()).isEqualTo("wamp.2.json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesClientsWithoutAKnownSubprotocol(Front front) throws Exception {
        try (Running running = front.open()) {
            for (String[] offer : new String[][] {{}, {"chat"}}) {
                assertThatThrownBy(() -> RawClient.connect(running.uri(), offer))
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isInstanceOfSatisfying(
                                WebSocketHandshakeException.class,
                                e -> assertThat(e.getResponse().statusCode()).isEqualTo(400));
            }
            assertThat(RawHttp.request(running.port(), "/ws", RawHttp.upgrade("Sec-WebSocket-Protocol: chat")))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("wamp.2.json", "wamp.2.msgpack", "wamp.2.cbor");
            assertThat(statistics(running).connections()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsAnHttpClientWhatThisIs(Front front) throws Exception {
        try (Running running = front.open()) {
            assertThat(RawHttp.request(running.port(), "/ws"))
                    .startsWith("HTTP/1.1 426 ")
                    .containsIgnoringCase("upgrade: websocket");
        }
    }

    @ParameterizedTest
    @EnumSource
    void servesItsPathOnly(Front front) throws Exception {
        try (Running running = front.open()) {
            assertThat(RawHttp.request(
                            running.port(), "/elsewhere", RawHttp.upgrade("Sec-WebSocket-Protocol: wamp.2.json")))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void leavesTheOtherServicesOfAJettyPortAlone() throws Exception {
        try (Running running = Front.JETTY.open()) {
            assertThat(RawHttp.request(running.port(), "/neighbour"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("still here");
        }
    }

    @Test
    void saysWhichAddressIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            NettyWebSocketListener listener = new NettyWebSocketListener(
                    io.camelwamp.transport.netty.WebSocketAcceptorConfig.of("0.0.0.0", taken.getLocalPort(), "/ws"));
            Router router = Router.builder().realm("realm1").listener(listener).build();

            assertThatThrownBy(router::start)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(String.valueOf(taken.getLocalPort()));
            assertThat(router.closeAsync().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void turnsConnectionsAwayOnceItIsClosed(Front front) throws Exception {
        try (Running running = front.open()) {
            running.router().close();

            assertThatThrownBy(() -> {
                        try (RawClient late = RawClient.connect(running.uri(), "wamp.2.json")) {
                            throw new IOException(late.hearClose().toString());
                        }
                    })
                    .isInstanceOfAny(CompletionException.class, IOException.class);
        }
    }

    // --- messages

    @ParameterizedTest
    @EnumSource
    void carriesAConversationInJson(Front front) throws Exception {
        try (Running running = front.open();
                RawClient subscriber = RawClient.join(running.uri());
                RawClient publisher = RawClient.join(running.uri())) {
            subscriber.say("[32,1,{},\"com.app.topic\"]");
            assertThat(subscriber.hear()).matches("\\[33,1,\\d+]");

            publisher.say("[16,1,{\"acknowledge\":true},\"com.app.topic\",[\"h\\u00e9llo\",1e3],{}]");

            assertThat(publisher.hear()).matches("\\[17,1,\\d+]");
            assertThat(subscriber.hear()).matches("\\[36,\\d+,\\d+,\\{},\\[\"h(é|\\\\u00e9)llo\",1e3](,\\{})?]");
            publisher.say("[6,{},\"wamp.close.close_realm\"]");
            assertThat(publisher.hear()).isEqualTo("[6,{},\"wamp.close.goodbye_and_out\"]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void putsFragmentsTogether(Front front) throws Exception {
        try (Running running = front.open();
                RawClient client = RawClient.connect(running.uri(), "wamp.2.json")) {
            for (int i = 0; i < RawClient.HELLO.length(); i++) {
                client.say(RawClient.HELLO.substring(i, i + 1), i == RawClient.HELLO.length() - 1);
            }

            assertThat(client.hear()).startsWith("[2,");
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriesLargeMessages(Front front) throws Exception {
        String large = "x".repeat(3_000_000);
        try (Running running = front.open();
                RawClient subscriber = RawClient.join(running.uri());
                RawClient publisher = RawClient.join(running.uri())) {
            subscriber.say("[32,1,{},\"com.app.topic\"]");
            subscriber.hear();

            publisher.say("[16,1,{},\"com.app.topic\",[\"" + large + "\"]]");
            assertThat(subscriber.hear()).contains(large);

            publisher.say("[16,2,{},\"com.app.topic\",[\"small\"]]");
            assertThat(subscriber.hear()).contains("small");
        }
    }

    @ParameterizedTest
    @EnumSource
    void compressesIfThatIsWanted(Front front) throws Exception {
        try (Running running = front.open(Limits.DEFAULT.withCompression())) {
            String[] offer = RawHttp.upgrade(
                    "Sec-WebSocket-Protocol: wamp.2.json", "Sec-WebSocket-Extensions: permessage-deflate");
            try (RawHttp http = new RawHttp(running.port())) {
                assertThat(http.answerHeaders(offer)).containsIgnoringCase("permessage-deflate");
            }
        }
        try (Running running = front.open()) {
            String[] offer = RawHttp.upgrade(
                    "Sec-WebSocket-Protocol: wamp.2.json", "Sec-WebSocket-Extensions: permessage-deflate");
            try (RawHttp http = new RawHttp(running.port())) {
                assertThat(http.answerHeaders(offer)).doesNotContain("permessage-deflate");
            }
        }
    }

    // --- violations

    @ParameterizedTest
    @EnumSource
    void abortsOnWhatIsNoMessage(Front front) throws Exception {
        try (Running running = front.open()) {
            for (String text : new String[] {"{}", "[1,", "[]", "[999]", "nonsense", ""}) {
                try (RawClient client = RawClient.join(running.uri())) {
                    client.say(text);

                    assertThat(client.hear())
                            .as("answer to '%s'", text)
                            .startsWith("[3,{\"message\":")
                            .endsWith("\"wamp.error.protocol_violation\"]");
                    assertThat(client.hearClose().code()).isEqualTo(1002);
                }
            }
            await().untilAsserted(
                            () -> assertThat(statistics(running).connections()).isZero());
        }
    }

    @ParameterizedTest
    @EnumSource
    void abortsOnTheWrongKindOfFrame(Front front) throws Exception {
        try (Running running = front.open();
                RawClient client = RawClient.join(running.uri())) {
            client.sayBinary("[32,1,{},\"com.app\"]".getBytes(StandardCharsets.UTF_8));

            assertThat(client.hear()).contains("wamp.error.protocol_violation");
            assertThat(client.hearClose().code()).isEqualTo(1003);
        }
    }

    @ParameterizedTest
    @EnumSource
    void closesOnAMessageThatIsTooLarge(Front front) throws Exception {
        try (Running running = front.open(Limits.DEFAULT.withMaxMessageSize(1000));
                RawClient whole = RawClient.join(running.uri());
                RawClient inParts = RawClient.join(running.uri())) {
            whole.say("[16,1,{},\"com.app.topic\",[\"" + "x".repeat(1000) + "\"]]");
            assertThat(whole.hearClose().code()).isEqualTo(1009);

            inParts.say("[16,1,{},\"com.app.topic\",[\"" + "x".repeat(600), false);
            inParts.say("x".repeat(600) + "\"]]", false);
            assertThat(inParts.hearClose().code()).isEqualTo(1009);
            await().untilAsserted(
                            () -> assertThat(statistics(running).connections()).isZero());
        }
    }

    @ParameterizedTest
    @EnumSource
    void abortsAViolationOfTheSessionAndTellsWhy(Front front) throws Exception {
        try (Running running = front.open();
                RawClient client = RawClient.connect(running.uri(), "wamp.2.json")) {
            client.say("[32,1,{},\"com.app.topic\"]");

            assertThat(client.hear())
                    .isEqualTo("[3,{\"message\":\"The first message must be HELLO, but is"
                            + " SUBSCRIBE\"},\"wamp.error.protocol_violation\"]");
            client.hearClose();
        }
    }

    // --- life and death

    @ParameterizedTest
    @EnumSource
    void answersPingsWithTheirOwnContent(Front front) throws Exception {
        try (Running running = front.open();
                RawClient client = RawClient.join(running.uri())) {
            assertThat(client.ping("are you there?".getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo("are you there?".getBytes(StandardCharsets.UTF_8));
            assertThat(client.ping(new byte[0])).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutsAPeerThatDoesNotAnswerPings(Front front) throws Exception {
        Limits quick = Limits.DEFAULT.withPings(Duration.ofMillis(100), Duration.ofMillis(1500));
        try (Running running = front.open(quick);
                RawClient alive = RawClient.join(running.uri());
                RawHttp dead = new RawHttp(running.port()).open().say("[1,\"realm1\",{\"roles\":{\"caller\":{}}}]")) {
            assertThat(dead.hear()).startsWith("81 [2,");
            assertThat(dead.hear()).startsWith("89 ");

            dead.awaitEnd();

            await().untilAsserted(
                            () -> assertThat(statistics(running).sessions()).isEqualTo(1));
            alive.say("[32,1,{},\"com.app.topic\"]");
            assertThat(alive.hear()).startsWith("[33,1,");
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsASessionWhoseWebSocketIsClosedOrLost(Front front) throws Exception {
        try (Running running = front.open()) {
            RawClient closing = RawClient.join(running.uri());
            RawClient lost = RawClient.join(running.uri());
            closing.say("[64,1,{},\"com.app.a\"]");
            closing.hear();
            lost.say("[64,1,{},\"com.app.b\"]");
            lost.hear();

            closing.sayGoodbyeOnTheWebSocketOnly();
            assertThat(closing.hearClose().code()).isEqualTo(1000);
            lost.close();

            await().untilAsserted(
                            () -> assertThat(statistics(running).connections()).isZero());
            assertThat(statistics(running).registrations()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysGoodbyeWhenTheRouterCloses(Front front) throws Exception {
        try (Running running = front.open();
                RawClient client = RawClient.join(running.uri())) {
            var closed = running.router().closeAsync().toCompletableFuture();

            assertThat(client.hear()).contains("wamp.close.system_shutdown").startsWith("[6,");
            client.say("[6,{},\"wamp.close.goodbye_and_out\"]");

            assertThat(client.hearClose().code()).isEqualTo(1000);
            assertThat(closed).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsEventsForAClientThatDoesNotReadWhileOthersGetThemAll(Front front) throws Exception {
        SessionLimits small = new SessionLimits(256 * 1024, 4 << 20, 10, 10, 10);
        String padding = "x".repeat(10_000);
        int events = 2_000;
        try (Running running = front.open(b -> b.realm("realm1").limits(small), Limits.DEFAULT);
                RawClient publisher = RawClient.join(running.uri());
                RawClient reader = RawClient.join(running.uri());
                RawHttp sleeper =
                        new RawHttp(running.port()).open().say("[1,\"realm1\",{\"roles\":{\"subscriber\":{}}}]")) {
            sleeper.hear();
            sleeper.say("[32,1,{},\"com.app.topic\"]");
            sleeper.hear();
            reader.say("[32,1,{},\"com.app.topic\"]");
            reader.hear();

            for (int i = 1; i <= events; i++) {
                publisher.say(
                        "[16," + i + ",{\"acknowledge\":true},\"com.app.topic\",[" + i + ",\"" + padding + "\"]]");
                assertThat(publisher.hear()).startsWith("[17," + i + ",");
                assertThat(reader.hear()).contains("[" + i + ",");
            }

            RouterStatistics statistics = statistics(running);
            assertThat(statistics.sessions()).isEqualTo(3);
            assertThat(statistics.droppedEvents()).isPositive();
            assertThat(statistics.events() + statistics.droppedEvents()).isEqualTo(2L * events);
        }
    }
}
