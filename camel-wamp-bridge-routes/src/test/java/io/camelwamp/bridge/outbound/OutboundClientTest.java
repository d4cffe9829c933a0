package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what comes back, and how much at once. */
class OutboundClientTest extends OutboundClientScene {
    @Test
    void sendsMethodTargetHeadersAndBodyAndReturnsTheAnswer() throws Exception {
        backend.answerWith(
                new Reply(201, Map.of("x-request-id", "7", "ETAG", "\"a\""), "made".getBytes(), Duration.ZERO));
        OutboundRequest request = OutboundRequest.of("patch", policy.resolve("a%20b?q=1&q=2"))
                .withHeaders(Map.of("X-Many", List.of("1", "2"), "Content-Type", List.of("text/x")))
                .withBody("ü".getBytes("UTF-8"));

        OutboundAnswer answer = send(request, policy);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).asString().isEqualTo("made");
        assertThat(answer.headers()).containsKeys("X-Request-Id", "ETag");
        assertThat(answer.header("X-REQUEST-ID")).isEqualTo("7");
        StandInBackend.Request received = backend.take();
        assertThat(received.method()).isEqualTo("PATCH");
        assertThat(received.target()).isEqualTo("/a%20b?q=1&q=2");
        assertThat(received.headers().get("X-Many")).containsExactly("1", "2");
        assertThat(received.headers().get("Content-Type")).containsExactly("text/x");
        assertThat(received.text()).isEqualTo("ü");
    }

    @Test
    void statusesOfFailureAreAnswersToo() throws Exception {
        for (int status : new int[] {301, 401, 407, 418, 500, 503}) {
            backend.answerWith(Reply.empty(status));
            assertThat(get("").status()).isEqualTo(status);
        }
    }

    @Test
    void decompressesAnswers() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("plain text".getBytes());
        }
        backend.answerWith(new Reply(200, Map.of("Content-Encoding", "gzip"), compressed.toByteArray(), Duration.ZERO));
        assertThat(get("").body()).asString().isEqualTo("plain text");
        assertThat(backend.take().header("Accept-Encoding")).contains("gzip");
    }

    @Test
    void keepsNoCookies() throws Exception {
        backend.answerWith(Reply.empty(200, "Set-Cookie", "session=of-somebody; Path=/"));
        get("");
        get("");
        backend.take();
        assertThat(backend.take().header("Cookie")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Connection, close",
        "transfer-encoding, chunked",
        "Host, evil.example",
        "CONTENT-LENGTH, 1",
        "Upgrade, h2c",
        "Proxy-Authorization, x",
        "'X Y', 1",
        "'', 1",
        "X-A, 'a\r\nX-B: b'",
        "X-A, 'a\nb'",
        "'X-A: b\r\nX-B', c",
    })
    void headersThatWouldBreakTheRequestAreRefused(String name, String value) {
        OutboundRequest request = OutboundRequest.of("GET", policy.base());
        assertThatThrownBy(() -> request.withHeaders(Map.of(name, List.of(value))))
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "trace", "GET /x HTTP/1.1\r\n", "", "G T"})
    void methodsThatAreNoneAreRefused(String method) {
        assertThatThrownBy(() -> OutboundRequest.of(method, policy.base())).isInstanceOf(OutboundException.class);
    }

    @Test
    void whatIsUnderWayIsBounded() throws Exception {
        client.setMaxRequests(2);
        OutboundClient.startIn(context, client);
        backend.answerWith(Reply.json(200, "{}").after(Duration.ofMillis(300)));
        List<CompletableFuture<OutboundAnswer>> two = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            two.add(client.send(OutboundRequest.of("GET", policy.base()), policy));
        }
        assertThatThrownBy(() -> client.send(OutboundRequest.of("GET", policy.base()), policy)
                        .get(1, TimeUnit.SECONDS))
                .hasMessageContaining("too many requests");
        for (CompletableFuture<OutboundAnswer> answer : two) {
            assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        await().until(() -> client.underWay() == 0);
    }

    @Test
    void fiveHundredSlowAnswersAtOnceTakeFewThreads() throws Exception {
        OutboundClient.startIn(context, client);
        backend.answerWith(Reply.json(200, "{}").after(Duration.ofMillis(500)));
        List<CompletableFuture<OutboundAnswer>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(client.send(OutboundRequest.of("GET", policy.base()), policy));
        }
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Outbound"))
                .count();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(backend.mostUnderWay()).isGreaterThan(100);
        assertThat(threads).isLessThanOrEqualTo(20);
    }

    @Test
    void anAnswerMayTakeLongerThanUnusedConnectionsAreKept() throws Exception {
        client.setKeepAlive(200);
        backend.answerWith(Reply.empty(200).after(Duration.ofMillis(1000)));
        OutboundRequest request = OutboundRequest.of("GET", policy.base()).withTimeout(Duration.ofSeconds(10));
        assertThat(send(request, policy).status()).isEqualTo(200);
    }

    @Test
    void aStoppedClientSaysSo() {
        assertThatThrownBy(() -> client.send(OutboundRequest.of("GET", policy.base()), policy)
                        .join())
                .hasMessageContaining("not running");
    }
}
