package io.camelwamp.transport.netty;

import static io.camelwamp.transport.TestMessages.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializers;
import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WebSocketServerHandshakeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final EventLoops loops = EventLoops.create("server", 1);
    private final EventLoop loop = loops.next();
    private final RecordingListener listener = new RecordingListener(loop);
    private final List<WebSocketRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private WebSocketAcceptor acceptor;

    private static WebSocketAcceptorConfig config(String path, boolean compression, Duration handshakeTimeout) {
        WebSocketAcceptorConfig defaults = WebSocketAcceptorConfig.of("127.0.0.1", 0, path);
        return new WebSocketAcceptorConfig(
                defaults.host(),
                defaults.port(),
                path,
                List.of("json", "cbor"),
                PayloadMode.VALUES,
                10_000,
                2_000,
                handshakeTimeout,
                defaults.pingInterval(),
                defaults.pingTimeout(),
                compression,
                defaults.writeHighWaterMark(),
                null);
    }

    private void listen(WebSocketAcceptorConfig config, WebSocketAcceptor.Acceptance acceptance) throws Exception {
        acceptor = WebSocketAcceptor.bind(config, loop, acceptance).get(20, TimeUnit.SECONDS);
    }

    @BeforeEach
    void listen() throws Exception {
        listen(config("/ws", true, Duration.ofSeconds(10)), request -> {
            requests.add(request);
            return listener;
        });
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        acceptor.close();
        loops.close();
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), acceptor.address().getPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        return socket;
    }

    private static String request(String line, Map<String, String> changes) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of(
                "Host", "localhost",
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Key", KEY,
                "Sec-WebSocket-Version", "13",
                "Sec-WebSocket-Protocol", "wamp.2.json"));
        headers.putAll(changes);
        StringBuilder request = new StringBuilder(line).append("\r\n");
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return request.append("\r\n").toString();
    }

    /** The head of the answer, lines separated by line feeds. */
    private String ask(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int octet = socket.getInputStream().read();
            assertThat(octet).as("the server hung up after: %s", head).isNotNegative();
            head.write(octet);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void acceptsAsTheSpecificationSays() throws Exception {
        Socket client = connect();
        String answer =
                ask(client, request("GET /ws?a=b HTTP/1.1", Map.of("Cookie", "c=d", "Origin", "http://anywhere")));

        assertThat(answer).startsWith("HTTP/1.1 101 ");
        assertThat(ScriptedServer.header(answer, "Sec-WebSocket-Accept")).isEqualTo(ACCEPT);
        assertThat(ScriptedServer.header(answer, "Sec-WebSocket-Protocol")).isEqualTo("wamp.2.json");
        assertThat(ScriptedServer.header(answer, "Sec-WebSocket-Extensions")).isNull();
        assertThat(listener.awaitOpened().peer()).isEqualTo("127.0.0.1:" + client.getLocalPort());
        WebSocketRequest request = requests.get(0);
        assertThat(request.path()).isEqualTo("/ws");
        assertThat(request.query()).isEqualTo("a=b");
        assertThat(request.remoteAddress().getPort()).isEqualTo(client.getLocalPort());
        assertThat(request.headers()).containsEntry("cookie", "c=d").containsEntry("origin", "http://anywhere");
        assertThat(request.tls()).isNull();
        assertThat(request.toString()).contains("/ws").doesNotContain("c=d", "a=b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wamp.2.json, wamp.2.cbor | wamp.2.json",
                "wamp.2.cbor,wamp.2.json | wamp.2.cbor",
                "wamp.2.msgpack,, x , wamp.2.cbor | wamp.2.cbor"
            })
    void takesTheFirstOfTheClientsSubprotocolsThatItKnows(String offered, String selected) throws Exception {
        String answer = ask(connect(), request("GET /ws HTTP/1.1", Map.of("Sec-WebSocket-Protocol", offered)));

        assertThat(ScriptedServer.header(answer, "Sec-WebSocket-Protocol")).isEqualTo(selected);
        assertThat("wamp.2." + listener.awaitOpened().serializerName()).isEqualTo(selected);
    }

    @Test
    void agreesOnCompressionIfItIsOffered() throws Exception {
        String offer = "permessage-deflate; client_max_window_bits, x-other";
        String answer = ask(connect(), request("GET /ws HTTP/1.1", Map.of("Sec-WebSocket-Extensions", offer)));

        assertThat(ScriptedServer.header(answer, "Sec-WebSocket-Extensions")).isEqualTo("permessage-deflate");
    }

    @Test
    void hearsMessagesThatComeAlongWithTheRequest() throws Exception {
        MessageCodec codec = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES);
        byte[] frame = Frames.frame(true, Frames.FIN | Opcode.TEXT, codec.encode(publish(1)));
        byte[] request = request("GET /ws HTTP/1.1", Map.of()).getBytes(StandardCharsets.US_ASCII);
        connect().getOutputStream().write(Frames.join(request, frame, frame));

        assertThat(listener.awaitMessage()).isEqualTo(publish(1));
        assertThat(listener.awaitMessage()).isEqualTo(publish(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /other HTTP/1.1      | Host                   | localhost  | 404 | nothing here",
                "GET /ws/ HTTP/1.1        | Host                   | localhost  | 404 | nothing here",
                "POST /ws HTTP/1.1        | Host                   | localhost  | 405 | GET",
                "GET /ws HTTP/1.0         | Host                   | localhost  | 400 | HTTP/1.1",
                "GET /ws HTTP/1.1         | Upgrade                | h2c        | 426 | WebSocket",
                "GET /ws HTTP/1.1         | Connection             | keep-alive | 426 | WebSocket",
                "GET /ws HTTP/1.1         | Sec-WebSocket-Version  | 8          | 426 | 13",
                "GET /ws HTTP/1.1         | Sec-WebSocket-Key      | short      | 400 | Sec-WebSocket-Key",
                "GET /ws HTTP/1.1         | Sec-WebSocket-Key      | ''         | 400 | Sec-WebSocket-Key",
                "GET /ws HTTP/1.1         | Sec-WebSocket-Protocol | ''         | 400 | wamp.2.json, wamp.2.cbor, but offers none",
                "GET /ws HTTP/1.1         | Sec-WebSocket-Protocol | mqtt, soap | 400 | but offers 'mqtt, soap'",
                "GET /ws HTTP/1.1 and so on | Host                 | localhost  | 400 | HTTP",
                "NONSENSE                 | Host                   | localhost  | 400 | HTTP"
            })
    void saysWhyItRefuses(String line, String header, String value, int status, String hint) throws Exception {
        Socket client = connect();
        String answer = ask(client, request(line, Map.of(header, value)));
        String body = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        assertThat(ScriptedServer.header(answer, "Connection")).contains("close");
        assertThat(body).contains(hint);
        assertThat(requests).isEmpty();
    }

    @Test
    void refusesRequestsThatAreTooLargeOrHaveABody() throws Exception {
        assertThat(ask(connect(), request("GET /ws HTTP/1.1", Map.of("X", "x".repeat(3_000)))))
                .startsWith("HTTP/1.1 431 ");
        assertThat(ask(connect(), request("GET /ws?" + "x".repeat(10_000) + " HTTP/1.1", Map.of())))
                .startsWith("HTTP/1.1 414 ");
        assertThat(ask(connect(), request("GET /ws HTTP/1.1", Map.of("Content-Length", "5"))))
                .startsWith("HTTP/1.1 400 ");
        assertThat(ask(connect(), request("GET /ws HTTP/1.1", Map.of("Transfer-Encoding", "chunked"))))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void itsOwnerMayRefuse() throws Exception {
        acceptor.close();
        listen(config(null, false, Duration.ofSeconds(10)), request -> {
            throw new IllegalStateException("the router is closing");
        });
        Socket client = connect();

        assertThat(ask(client, request("GET /anywhere HTTP/1.1", Map.of()))).startsWith("HTTP/1.1 503 ");
        assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("the router is closing\n");
    }

    @Test
    void declinesCompressionIfToldSo() throws Exception {
        acceptor.close();
        listen(config("/ws", false, Duration.ofSeconds(10)), request -> listener);
        String offer = "permessage-deflate";
        String answer = ask(connect(), request("GET /ws HTTP/1.1", Map.of("Sec-WebSocket-Extensions", offer)));

        assertThat(answer).startsWith("HTTP/1.1 101 ");
        assertThat(ScriptedServer.header(answer, "Sec-WebSocket-Extensions")).isNull();
    }

    @Test
    void doesNotWaitForeverForARequest() throws Exception {
        acceptor.close();
        listen(config("/ws", false, Duration.ofMillis(200)), request -> listener);
        Socket client = connect();
        client.getOutputStream().write("GET /ws HT".getBytes(StandardCharsets.US_ASCII));

        assertThat(client.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void theTimeForTheHandshakeIsNotTheTimeForTheConnection() throws Exception {
        acceptor.close();
        listen(config("/ws", false, Duration.ofMillis(300)), request -> listener);
        Socket client = connect();
        ask(client, request("GET /ws HTTP/1.1", Map.of()));
        client.setSoTimeout(600);

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        assertThat(listener.isClosed()).isFalse();
    }

    @Test
    void connectionsOutliveTheAcceptor() throws Exception {
        Socket client = connect();
        ask(client, request("GET /ws HTTP/1.1", Map.of()));
        int port = acceptor.address().getPort();
        acceptor.close();
        await().until(() -> isRefused(port));

        MessageCodec codec = new MessageCodec(Serializers.named("json"), PayloadMode.VALUES);
        client.getOutputStream().write(Frames.frame(true, Frames.FIN | Opcode.TEXT, codec.encode(publish(1))));
        assertThat(listener.awaitMessage()).isEqualTo(publish(1));
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void saysWhichAddressCannotBeHad() {
        int taken = acceptor.address().getPort();
        WebSocketAcceptorConfig again = WebSocketAcceptorConfig.of("127.0.0.1", taken, "/ws");
        WebSocketAcceptorConfig nowhere = WebSocketAcceptorConfig.of("router.invalid", 0, "/ws");

        assertThatThrownBy(() ->
                        WebSocketAcceptor.bind(again, loop, request -> listener).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("127.0.0.1:" + taken)
                .hasMessageContaining("in use");
        assertThatThrownBy(() -> WebSocketAcceptor.bind(nowhere, loop, request -> listener)
                        .get(20, TimeUnit.SECONDS))
                .hasMessageContaining("router.invalid");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> WebSocketAcceptorConfig.of("127.0.0.1", 70_000, "/ws"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
        assertThatThrownBy(() -> WebSocketAcceptorConfig.of("127.0.0.1", 0, "ws"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'/'");
        assertThatThrownBy(() -> config("/ws", false, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("handshakeTimeout");
        assertThatThrownBy(() -> WebSocketAcceptor.bind(
                        WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"),
                        VirtualTimeLoop.onThisThread(),
                        request -> listener))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EventLoops.create");
    }
}
