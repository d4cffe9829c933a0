package io.camelwamp.bridge.callee;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.CallingBridge;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import io.camelwamp.bridge.testing.TestBridge;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GenericCallTest {
    private static StandInBackend backend;
    private static BrokenBackend dropping;
    private static BrokenBackend garbage;
    private static BrokenBackend silent;
    private static BrokenBackend interim;
    private static CallingBridge bridge;

    @BeforeAll
    static void start() throws Exception {
        backend = new StandInBackend();
        dropping = new BrokenBackend("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart", true);
        garbage = new BrokenBackend("220 mail.example ESMTP\r\n", true);
        silent = new BrokenBackend("", false);
        interim = new BrokenBackend("HTTP/1.1 199 Foo\r\n\r\n", false);
        Map<String, String> settings = new HashMap<>();
        Map<String, String> bases = Map.of(
                "api", backend.url() + "base/",
                "down", "http://127.0.0.1:" + TestBridge.freePort() + "/",
                "dropping", dropping.url(),
                "garbage", garbage.url(),
                "silent", silent.url(),
                "interim", interim.url());
        bases.forEach((name, base) -> {
            settings.put("bridge.callees." + name + ".procedure", "com.example." + name);
            settings.put("bridge.callees." + name + ".baseUrl", base);
        });
        settings.put("bridge.callees.silent.timeout", "300");
        settings.put("bridge.callees.interim.timeout", "300");
        // Whose place does not come back is seen by the next call.
        settings.put("bridge.callees.interim.concurrency", "1");
        settings.put("bridge.outbound.maxResponseSize", "100000");
        bridge = new CallingBridge(settings);
        bases.keySet().forEach(name -> bridge.awaitProcedure("com.example." + name));
    }

    @AfterAll
    static void stop() throws Exception {
        bridge.close();
        backend.close();
        dropping.close();
        garbage.close();
        silent.close();
        interim.close();
    }

    @BeforeEach
    void reset() {
        backend.answerWith(Reply.json(200, "{}"));
        backend.requests().clear();
    }

    private static JsonNode result(String kwargs) throws Exception {
        HttpAnswer answer = bridge.call("com.example.api", kwargs);
        assertThat(answer.json().path("args").size()).as(answer.text()).isEqualTo(1);
        assertThat(answer.json().has("error")).as(answer.text()).isFalse();
        assertThat(answer.json().has("kwargs")).isFalse();
        return answer.json().path("args").path(0);
    }

    private static StandInBackend.Request requestOf(String kwargs) throws Exception {
        result(kwargs);
        return backend.take();
    }

    private static void assertRefused(String kwargs, String text) throws Exception {
        HttpAnswer answer = bridge.call("com.example.api", kwargs);
        assertThat(answer.error()).as(answer.text()).isEqualTo("wamp.error.invalid_argument");
        assertThat(answer.json().path("args").path(0).asText()).contains(text);
        assertThat(backend.requests()).isEmpty();
    }

    private static String json(Object value) throws Exception {
        return new ObjectMapper().writeValueAsString(value);
    }

    @Test
    void withoutArgumentsTheBaseIsFetched() throws Exception {
        StandInBackend.Request request = requestOf("{}");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/base/");
        assertThat(request.header("Authorization")).isNull();
    }

    @Test
    void theArgumentsBecomeTheRequest() throws Exception {
        StandInBackend.Request request = requestOf("""
                {"method": "post", "url": "some/thing?x=1", "body": "{\\"ü\\": 1}",
                 "headers": {"Accept": ["a/b", "c/d"], "Content-Type": "application/json"},
                 "params": {"q": "a b&c=ü", "n": 1, "d": 1.50, "f": true, "list": ["x", 2], "nothing": null}}""");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target())
                .isEqualTo("/base/some/thing?x=1&q=a%20b%26c%3D%C3%BC&n=1&d=1.5&f=true&list=x&list=2");
        assertThat(request.headers().get("Accept")).containsExactly("a/b", "c/d");
        assertThat(request.headers().get("Content-Type")).containsExactly("application/json");
        assertThat(request.text()).isEqualTo("{\"ü\": 1}");
    }

    @Test
    void paramsMayBeAListOfObjectsAsInTheArticle() throws Exception {
        assertThat(requestOf("{\"params\": [{\"foo\": \"bar\"}, {\"a\": 1}]}").target())
                .isEqualTo("/base/?foo=bar&a=1");
        assertThat(requestOf("{\"params\": [], \"headers\": {}}").target()).isEqualTo("/base/");
    }

    @Test
    void positionalArgumentsAreIgnored() throws Exception {
        String call = "{\"procedure\":\"com.example.api\",\"args\":[1,\"two\"],\"kwargs\":{\"url\":\"x\"}}";
        assertThat(bridge.post("/call", call)
                        .json()
                        .path("args")
                        .path(0)
                        .path("code")
                        .asInt())
                .isEqualTo(200);
        assertThat(backend.take().target()).isEqualTo("/base/x");
    }

    @Test
    void theResultIsTheAnswerWhateverItsStatusIs() throws Exception {
        backend.answerWith(Reply.json(401, "{\"message\":\"Unauthenticated.\"}"));
        JsonNode result = result("{}");
        assertThat(result.path("code").isInt()).isTrue();
        assertThat(result.path("code").asInt()).isEqualTo(401);
        assertThat(result.path("content").asText()).isEqualTo("{\"message\":\"Unauthenticated.\"}");
        assertThat(result.path("headers").path("Content-Type").path(0).asText()).isEqualTo("application/json");
        assertThat(result.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, UTF-8",
        "application/problem+json, UTF-8",
        "text/plain; charset=utf-8, UTF-8",
        "text/html; charset=\"ISO-8859-15\", ISO-8859-15",
        "text/plain, ISO-8859-1",
        "'', ISO-8859-1",
        "image/svg+xml; charset=utf-16, UTF-16",
    })
    void contentIsTextInTheCharsetOfTheAnswer(String type, String charset) throws Exception {
        byte[] body = "{\"Grüße\":1}".getBytes(charset);
        backend.answerWith(
                new Reply(200, type.isEmpty() ? Map.of() : Map.of("Content-Type", type), body, Duration.ZERO));
        assertThat(result("{}").path("content").asText()).isEqualTo("{\"Grüße\":1}");
        assertThat(result("{}").has("binary")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"image/png", "application/octet-stream", "application/json", "text/plain; charset=nonsense"})
    void contentThatIsNoTextIsBinaryAndMarkedSo(String type) throws Exception {
        byte[] body = {(byte) 0x89, 'P', (byte) 0xff, 0};
        backend.answerWith(new Reply(200, Map.of("Content-Type", type), body, Duration.ZERO));
        JsonNode result = result("{}");
        assertThat(result.path("content").asText()).isEqualTo("\0iVD/AA==");
        assertThat(result.path("binary").asBoolean()).isTrue();
    }

    @Test
    void gzipIsDecoded() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("plain".getBytes(StandardCharsets.UTF_8));
        }
        Map<String, String> headers = Map.of("Content-Encoding", "gzip", "Content-Type", "text/plain");
        backend.answerWith(new Reply(200, headers, compressed.toByteArray(), Duration.ZERO));
        assertThat(result("{}").path("content").asText()).isEqualTo("plain");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"verb\": \"GET\"} | 'verb'",
                "{\"method\": 1} | 'method'",
                "{\"method\": \"G T\"} | method",
                "{\"method\": \"CONNECT\"} | CONNECT",
                "{\"url\": [\"x\"]} | 'url'",
                "{\"body\": {\"a\": 1}} | 'body'",
                "{\"headers\": [\"a\"]} | 'headers'",
                "{\"headers\": {\"a\": 1}} | 'headers'",
                "{\"headers\": {\"a\": [1]}} | the entry 'a' of the keyword argument 'headers'",
                "{\"headers\": {\"Host\": \"x\"}} | Host",
                "{\"headers\": {\"Connection\": \"close\"}} | Connection",
                "{\"headers\": {\"X-A\": \"b\\r\\nX-C: d\"}} | X-A",
                "{\"params\": \"a=b\"} | 'params'",
                "{\"params\": {\"a\": {\"b\": 1}}} | the entry 'a' of the keyword argument 'params' must be a string",
                "{\"params\": [{\"x\": 1}, {\"a\": [[1]]}]} | the entry 'a' of the keyword argument 'params'",
                "{\"params\": [1]} | 'params'",
            })
    void wrongArgumentsAreNamed(String kwargs, String text) throws Exception {
        assertRefused(kwargs, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"self", "callee", "options", "procedure", "session", "details", "args", "kwargs"})
    void argumentsNamedLikeInternalParametersAreArgumentsAsAnyOther(String name) throws Exception {
        assertRefused(json(Map.of(name, 1)), "'" + name + "'");
        StandInBackend.Request request =
                requestOf(json(Map.of("params", Map.of(name, "x"), "headers", Map.of(name, "y"))));
        assertThat(request.target()).isEqualTo("/base/?" + name + "=x");
        assertThat(request.header(name)).isEqualTo("y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/base/",
                "https://127.0.0.1/base/",
                "//evil.example/base/",
                "http://127.0.0.1@evil.example/",
                "/other",
                "../other",
                "%2e%2e/other",
                "..%2fother",
                "..\\other",
                "x\r\nHost: evil.example",
                "file:///etc/passwd"
            })
    void isNoOpenProxy(String url) throws Exception {
        assertRefused(json(Map.of("url", url)), "url");
    }

    @Test
    void redirectsToElsewhereAreResultsAndNotFollowed() throws Exception {
        try (StandInBackend other = new StandInBackend()) {
            backend.answerWith(Reply.empty(302, "Location", other.url()));
            assertThat(result("{}").path("code").asInt()).isEqualTo(302);
            assertThat(other.requests()).isEmpty();
        }
        backend.answerWith(request ->
                request.target().equals("/base/a") ? Reply.empty(302, "Location", "b") : Reply.json(200, "1"));
        assertThat(result("{\"url\":\"a\"}").path("code").asInt()).isEqualTo(200);
        assertThat(result("{\"url\":\"a\",\"method\":\"POST\"}").path("code").asInt())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @CsvSource({
        "down, io.camelwamp.error.backend_unreachable",
        "dropping, io.camelwamp.error.backend_dropped",
        "garbage, io.camelwamp.error.backend_answer_malformed",
        "silent, io.camelwamp.error.backend_timeout",
        "interim, io.camelwamp.error.backend_timeout"
    })
    void aBrokenBackendIsAnErrorThatSaysHow(String name, String uri) throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpAnswer answer = bridge.call("com.example." + name, "{}");
            assertThat(answer.error()).isEqualTo(uri);
            assertThat(answer.text()).doesNotContain("127.0.0.1");
        }
        assertThat(result("{}").path("code").asInt()).isEqualTo(200);
    }

    @Test
    void aBackendThatBeginsToFailIsOneWarningWithTheProcedure() throws Exception {
        Map<String, String> settings = Map.of(
                "bridge.callees.x.procedure",
                "com.example.x",
                "bridge.callees.x.baseUrl",
                "http://127.0.0.1:" + TestBridge.freePort() + "/");
        try (LoggedLines log = new LoggedLines();
                CallingBridge other = new CallingBridge(settings).awaitProcedure("com.example.x")) {
            other.call("com.example.x", "{}");
            other.call("com.example.x", "{}");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("begins to fail"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("procedure com.example.x", "its host refuses it"));
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsAnError() throws Exception {
        backend.answerWith(Reply.of(200, "text/plain", "x".repeat(100_001)));
        assertThat(bridge.call("com.example.api", "{}").error())
                .isEqualTo("io.camelwamp.error.backend_answer_too_large");
    }

    @Test
    void manySlowCallsAreUnderWayAtOnce() throws Exception {
        backend.answerWith(Reply.json(200, "{}").after(Duration.ofMillis(500)));
        ExecutorService callers = Executors.newFixedThreadPool(50);
        try {
            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return result("{}").path("code").asInt();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        callers));
            }
            for (CompletableFuture<Integer> call : calls) {
                assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo(200);
            }
            assertThat(backend.mostUnderWay()).isGreaterThan(25);
        } finally {
            callers.shutdownNow();
        }
    }
}
