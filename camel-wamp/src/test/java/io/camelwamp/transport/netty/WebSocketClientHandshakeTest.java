package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static io.camelwamp.transport.netty.ScriptedServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.CookieJar;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class WebSocketClientHandshakeTest {
    private final EventLoops loops = EventLoops.create("handshake", 1);
    private final EventLoop loop = loops.next();
    private final RecordingListener listener = new RecordingListener(loop);

    @AfterEach
    void closeLoops() {
        loops.close();
    }

    /** Settings that tests vary. */
    private record Settings(List<String> serializers, Map<String, String> headers, boolean compression) {
        static final Settings PLAIN = new Settings(List.of("msgpack", "json"), Map.of(), false);
    }

    private static TransportConfig config(URI uri, Settings settings, Duration connectTimeout) {
        return TransportConfig.builder(uri)
                .serializers(settings.serializers())
                .headers(settings.headers())
                .compression(settings.compression())
                .maxMessageSize(10_000)
                .connectTimeout(connectTimeout)
                .build();
    }

    private EventLoop.Cancellable connect(String uri, Settings settings) {
        return new WebSocketTransportProvider()
                .connect(config(URI.create(uri), settings, Duration.ofSeconds(10)), loop, listener);
    }

    /** A correct answer with these headers added. */
    private static String accepted(String request, String... headers) {
        return "HTTP/1.1 101 Switching Protocols\r\nupgrade: WebSocket\r\nconnection: keep-alive, Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + WebSocketUpgrade.accept(header(request, "sec-websocket-key"))
                + "\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat)
                + "\r\n";
    }

    private static Function<String, byte[]> answering(Function<String, String> text) {
        return request -> text.apply(request).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void asksForWhatWasConfigured() throws Exception {
        Map<String, String> headers = Map.of("Cookie", "cbtid=abc", "Origin", "http://example.com");
        try (ScriptedServer server = new ScriptedServer(request -> null)) {
            connect(
                    "ws://127.0.0.1:" + server.port() + "/a%20path?token=x",
                    new Settings(List.of("cbor", "json"), headers, false));
            String request = server.request();

            assertThat(request).startsWith("GET /a%20path?token=x HTTP/1.1\r\n");
            assertThat(header(request, "Host")).isEqualTo("127.0.0.1:" + server.port());
            assertThat(header(request, "Upgrade")).isEqualToIgnoringCase("websocket");
            assertThat(header(request, "Connection")).isEqualToIgnoringCase("upgrade");
            assertThat(header(request, "Sec-WebSocket-Version")).isEqualTo("13");
            assertThat(WebSocketUpgrade.isKey(header(request, "Sec-WebSocket-Key")))
                    .isTrue();
            assertThat(header(request, "Sec-WebSocket-Protocol")).isEqualTo("wamp.2.cbor, wamp.2.json");
            assertThat(header(request, "Sec-WebSocket-Extensions")).isNull();
            assertThat(header(request, "Cookie")).isEqualTo("cbtid=abc");
            assertThat(header(request, "Origin")).isEqualTo("http://example.com");
            assertThat(header(request, "Authorization")).isNull();
            assertThat(listener.awaitClosed().text()).doesNotContain("token");
        }
    }

    @Test
    void sendsTheCookiesOfItsServerAndKeepsWhatThatAnswers() throws Exception {
        CookieJar jar = new CookieJar();
        Settings settings = new Settings(List.of("json"), Map.of("Cookie", "own=1"), false);
        String answer = "HTTP/1.1 503 Busy\r\nSet-Cookie: id=; Max-Age=0; Path=/\r\nSet-Cookie: next=xyz; HttpOnly\r\n"
                + "Content-Length: 0\r\n\r\n";
        try (ScriptedServer server = new ScriptedServer(answering(request -> answer))) {
            String authority = "127.0.0.1:" + server.port();
            jar.keep(authority, "/", false, "id=abc; Path=/");
            jar.keep("127.0.0.1:1", "/", false, "foreign=1; Path=/");
            TransportConfig config = config(URI.create("ws://" + authority + "/ws"), settings, Duration.ofSeconds(10));
            new WebSocketTransportProvider()
                    .connect(config.toBuilder().cookies(jar).build(), loop, listener);

            assertThat(header(server.request(), "Cookie")).isEqualTo("own=1; id=abc");
            assertThat(listener.awaitClosed().text()).contains("503").doesNotContain("abc", "xyz");
            assertThat(jar.header(authority, "/ws", false)).isEqualTo("next=xyz");
        }
    }

    @Test
    void offersCompressionAndSendsTheUrlsUserInfoIfToldSo() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> null)) {
            connect("ws://joe:secret@127.0.0.1:" + server.port(), new Settings(List.of("json"), Map.of(), true));
            String request = server.request();

            assertThat(header(request, "Sec-WebSocket-Extensions")).isEqualTo("permessage-deflate");
            assertThat(header(request, "Authorization")).isEqualTo("Basic am9lOnNlY3JldA==");
            assertThat(listener.awaitClosed().text()).doesNotContain("secret", "joe");
        }
    }

    @Test
    void aConfiguredHeaderWinsOverTheUrl() throws Exception {
        Map<String, String> headers = Map.of("authorization", "Bearer 123", "Host", "virtual.example.com");
        try (ScriptedServer server = new ScriptedServer(request -> null)) {
            connect("ws://joe:secret@127.0.0.1:" + server.port(), new Settings(List.of("json"), headers, true));
            String request = server.request();

            assertThat(request.lines().filter(line -> line.toLowerCase().startsWith("authorization")))
                    .hasSize(1);
            assertThat(header(request, "Authorization")).isEqualTo("Bearer 123");
            assertThat(header(request, "Host")).isEqualTo("virtual.example.com");
        }
    }

    @Test
    void usesTheOfferedSubprotocolThatTheServerSelects() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(answering(request -> accepted(request, "Sec-WebSocket-Protocol: wamp.2.json")))) {
            connect("ws://127.0.0.1:" + server.port() + "/", Settings.PLAIN);

            assertThat(listener.awaitOpened().serializerName()).isEqualTo("json");
        }
    }

    @Test
    void givesUpOnAServerThatDoesNotAnswerPings() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer(answering(request -> accepted(request, "Sec-WebSocket-Protocol: wamp.2.json")))) {
            TransportConfig config = TransportConfig.builder(URI.create("ws://127.0.0.1:" + server.port() + "/ws"))
                    .serializers(List.of("json"))
                    .maxMessageSize(10_000)
                    .pingInterval(Duration.ofMillis(50))
                    .pingTimeout(Duration.ofMillis(50))
                    .build();
            new WebSocketTransportProvider().connect(config, loop, listener);

            assertThat(listener.awaitClosed().kind()).isEqualTo(CloseReason.Kind.UNRESPONSIVE);
            assertThat(listener.wasOpened()).isTrue();
        }
    }

    @Test
    void hearsMessagesThatComeAlongWithTheAnswer() throws Exception {
        MessageCodec codec = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES);
        byte[] frame = Frames.frame(false, Frames.FIN | Opcode.TEXT, codec.encode(publish(1)));
        try (ScriptedServer server = new ScriptedServer(request -> Frames.join(
                accepted(request, "Sec-WebSocket-Protocol: wamp.2.json").getBytes(StandardCharsets.US_ASCII),
                frame,
                frame))) {
            connect("ws://127.0.0.1:" + server.port() + "/", Settings.PLAIN);

            assertThat(listener.awaitMessage()).isEqualTo(publish(1));
            assertThat(listener.awaitMessage()).isEqualTo(publish(1));
        }
    }

    static Stream<Arguments> refusals() {
        String json = "Sec-WebSocket-Protocol: wamp.2.json";
        return Stream.of(
                refusal(
                        "no subprotocol",
                        request -> accepted(request),
                        "selected none of",
                        "wamp.2.msgpack, wamp.2.json"),
                refusal(
                        "a subprotocol not offered",
                        request -> accepted(request, "Sec-WebSocket-Protocol: wamp.2.cbor"),
                        "'wamp.2.cbor'",
                        "wamp.2.json"),
                refusal(
                        "two subprotocols",
                        request -> accepted(request, json, "Sec-WebSocket-Protocol: wamp.2.msgpack"),
                        "wamp.2.json, wamp.2.msgpack"),
                refusal(
                        "part of a subprotocol's name",
                        request -> accepted(request, "Sec-WebSocket-Protocol: wamp.2"),
                        "'wamp.2'"),
                refusal(
                        "compression not offered",
                        request -> accepted(request, json, "Sec-WebSocket-Extensions: permessage-deflate"),
                        "compression"),
                refusal(
                        "an unknown extension",
                        request -> accepted(request, json, "Sec-WebSocket-Extensions: x-mux"),
                        "x-mux"),
                refusal(
                        "the proof of another key",
                        request -> accepted(request.replaceAll("(?i)(sec-websocket-key: )....", "$1AAAA"), json),
                        "Sec-WebSocket-Accept"),
                refusal(
                        "no upgrade",
                        request -> accepted(request, json).replace("upgrade: WebSocket\r\n", ""),
                        "Upgrade"),
                refusal(
                        "not found",
                        request -> "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                        "HTTP 404 Not Found"),
                refusal(
                        "not authorized",
                        request ->
                                "HTTP/1.1 401 Unauthorized\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
                        "HTTP 401 Unauthorized"),
                refusal(
                        "an explanation",
                        request ->
                                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 16\r\n\r\nno such\r\nrealm 1",
                        "HTTP 400 Bad Request: no such realm 1"),
                refusal(
                        "an unfinished explanation",
                        request ->
                                "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\ncome back",
                        "HTTP 503 Service Unavailable: come back"),
                refusal(
                        "a redirection",
                        request ->
                                "HTTP/1.1 301 Moved Permanently\r\nLocation: wss://me:pw@example.com/ws?key=secret\r\nContent-Length: 0\r\n\r\n",
                        "HTTP 301",
                        "to wss://example.com/ws"),
                refusal(
                        "success without an upgrade",
                        request -> "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                        "HTTP 200 OK"),
                refusal("another protocol", request -> "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "not HTTP"),
                refusal(
                        "huge headers",
                        request -> "HTTP/1.1 101 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                        "not HTTP"));
    }

    private static Arguments refusal(String what, Function<String, String> answer, String... hints) {
        return Arguments.of(what, answer, List.of(hints));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void saysWhatTheServerAnsweredInstead(String what, Function<String, String> answer, List<String> hints)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer(answering(answer))) {
            connect("ws://127.0.0.1:" + server.port() + "/ws?key=secret", Settings.PLAIN);
            CloseReason reason = listener.awaitClosed();

            boolean passing = hints.get(0).startsWith("HTTP 503");
            assertThat(reason.kind())
                    .as(what)
                    .isEqualTo(passing ? CloseReason.Kind.UNREACHABLE : CloseReason.Kind.HANDSHAKE_REFUSED);
            assertThat(reason.text())
                    .contains("ws://127.0.0.1:" + server.port() + "/ws")
                    .contains(hints)
                    .doesNotContain("secret", "pw@", "\n");
            assertThat(listener.wasOpened()).isFalse();
        }
    }

    @Test
    void saysSoWhenTheServerHangsUp() throws Exception {
        try (ScriptedServer server = new ScriptedServer(request -> null)) {
            connect("ws://127.0.0.1:" + server.port() + "/ws", Settings.PLAIN);

            assertThat(listener.awaitClosed().kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
            assertThat(listener.awaitClosed().text()).contains("closed the connection during the handshake");
        }
    }

    @Test
    void theDeadlineHoldsEvenIfTheServerKeepsTalking() throws Exception {
        try (ScriptedServer server = new ScriptedServer(answering(request -> "HTTP/1.1 101 Switching Proto"))) {
            URI uri = URI.create("ws://127.0.0.1:" + server.port() + "/ws");
            new WebSocketTransportProvider()
                    .connect(config(uri, Settings.PLAIN, Duration.ofMillis(300)), loop, listener);

            assertThat(listener.awaitClosed().kind()).isEqualTo(CloseReason.Kind.UNREACHABLE);
            assertThat(listener.awaitClosed().text()).contains("300 ms");
        }
    }

    @Test
    void triesEveryAddressOfAName() throws Exception {
        // The server listens on one of the addresses that localhost has, which need not be the
        // first one.
        try (ScriptedServer server =
                new ScriptedServer(answering(request -> accepted(request, "Sec-WebSocket-Protocol: wamp.2.json")))) {
            connect("ws://localhost:" + server.port() + "/", Settings.PLAIN);

            assertThat(listener.awaitOpened().peer()).isEqualTo("ws://localhost:" + server.port() + "/");
        }
    }
}
