package io.camelwamp.bridge.callee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.outbound.Backoff;
import io.camelwamp.bridge.testing.BrokenBackend;
import io.camelwamp.bridge.testing.CallingBridge;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MappedCallTest {
    private static StandInBackend backend;
    private static StandInBackend tokens;
    private static CallingBridge bridge;
    private static final Map<String, String> SETTINGS = new HashMap<>();

    private static void callee(String name, String... options) {
        SETTINGS.put("bridge.callees." + name + ".procedure", "com.example." + name);
        for (int i = 0; i < options.length; i += 2) {
            SETTINGS.put("bridge.callees." + name + "." + options[i], options[i + 1]);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        backend = new StandInBackend();
        tokens = new StandInBackend();
        SETTINGS.put("bridge.callee.baseUrl", backend.url() + "v1/");
        SETTINGS.put("bridge.callee.retryDelay", "1");
        callee(
                "get",
                "path",
                "/invoices/{id}",
                "statusErrors",
                "404=com.example.no_such_invoice, 5xx=com.example.down");
        callee("create", "path", "/customers/{customer}/invoices", "method", "POST");
        callee("change", "path", "invoices/{id}", "method", "PUT");
        callee("remove", "path", "/invoices/{id}", "method", "DELETE");
        callee("bearer", "path", "/", "bearerToken", "#t0ken");
        callee("basic", "path", "/", "username", "me", "password", "pä:ss");
        callee("key", "path", "/", "apiKey", "k&y");
        callee("param", "path", "/", "apiKey", "k&y", "apiKeyName", "key", "apiKeyIn", "query");
        callee("oauth", "path", "/", "tokenUrl", tokens.url() + "token");
        callee("oauth", "clientId", "id", "clientSecret", "s:cret", "scope", "a b");
        bridge = new CallingBridge(SETTINGS);
        for (String name :
                new String[] {"get", "create", "change", "remove", "bearer", "basic", "key", "param", "oauth"}) {
            bridge.awaitProcedure("com.example." + name);
        }
    }

    @AfterAll
    static void stop() {
        bridge.close();
        backend.close();
        tokens.close();
    }

    @BeforeEach
    void reset() {
        backend.answerWith(Reply.json(200, "{}"));
        backend.requests().clear();
        tokens.requests().clear();
    }

    private static HttpAnswer call(String name, String kwargs) throws Exception {
        return bridge.call("com.example." + name, kwargs);
    }

    @Test
    void argumentsFillThePathAndTheRestIsTheQuery() throws Exception {
        backend.answerWith(Reply.json(200, "{\"total\": 12.50, \"items\": [1, null]}"));
        HttpAnswer answer =
                call("get", "{\"id\": \"a/b c?ü\", \"expand\": [\"x\", \"y\"], \"self\": 1, \"url\": \"u\"}");
        assertThat(answer.text()).isEqualTo("{\"args\":[{\"total\":12.5,\"items\":[1,null]}]}");
        StandInBackend.Request request = backend.take();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/v1/invoices/a%2Fb%20c%3F%C3%BC?expand=x&expand=y&self=1&url=u");
        assertThat(request.header("Accept")).isEqualTo("application/json");
        assertThat(request.body()).isEmpty();
    }

    @Test
    void theRestIsTheJsonBodyOfMethodsThatHaveOne() throws Exception {
        backend.answerWith(Reply.json(201, "7"));
        HttpAnswer answer =
                call("create", "{\"customer\": 5, \"callee\": {\"deep\": [1.0, \"ü\"]}, \"options\": null}");
        assertThat(answer.text()).isEqualTo("{\"args\":[7]}");
        StandInBackend.Request request = backend.take();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/v1/customers/5/invoices");
        assertThat(request.text()).isEqualTo("{\"callee\":{\"deep\":[1.0,\"ü\"]},\"options\":null}");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        call("change", "{\"id\": 1, \"a\": 2}");
        assertThat(backend.take().text()).isEqualTo("{\"a\":2}");
        call("remove", "{\"id\": 1, \"a\": 2}");
        assertThat(backend.take().target()).isEqualTo("/v1/invoices/1?a=2");
    }

    @Test
    void listsAndNothingAndTextAreSingleResults() throws Exception {
        backend.answerWith(Reply.json(200, "[1,2]"));
        assertThat(call("get", "{\"id\": 1}").text()).isEqualTo("{\"args\":[[1,2]]}");
        backend.answerWith(Reply.empty(204));
        assertThat(call("get", "{\"id\": 1}").text()).isEqualTo("{\"args\":[null]}");
        backend.answerWith(Reply.of(200, "text/plain; charset=utf-8", "früh"));
        assertThat(call("get", "{\"id\": 1}").text()).isEqualTo("{\"args\":[\"früh\"]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", ""})
    void valuesCannotMakeAnotherPath(String id) throws Exception {
        HttpAnswer answer = call("get", "{\"id\": \"" + id + "\"}");
        assertThat(answer.error()).isEqualTo("wamp.error.invalid_argument");
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../b", "..%2fx", "%2e%2e", "..;", ".."})
    void aValueThatLeadsElsewhereIsNamed(String id) throws Exception {
        HttpAnswer answer = call("create", "{\"customer\": \"" + id + "\"}");
        assertThat(answer.error()).isEqualTo("wamp.error.invalid_argument");
        assertThat(answer.text()).contains("the keyword argument 'customer'").doesNotContain("url");
        assertThat(backend.requests()).isEmpty();
    }

    @Test
    void missingAndStructuredValuesAndPositionalArgumentsAreNamed() throws Exception {
        assertThat(call("get", "{}").text()).contains("wamp.error.invalid_argument", "'id' is missing");
        assertThat(call("get", "{\"id\": [1]}").text()).contains("'id' must be a string");
        assertThat(call("get", "{\"id\": 1, \"q\": {\"a\": 1}}").text()).contains("'q' must be");
        assertThat(bridge.post("/call", "{\"procedure\":\"com.example.get\",\"args\":[1],\"kwargs\":{\"id\":1}}")
                        .text())
                .contains("no positional arguments");
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, wamp.error.invalid_argument",
        "401, wamp.error.not_authorized",
        "403, wamp.error.not_authorized",
        "404, com.example.no_such_invoice",
        "409, io.camelwamp.error.conflict",
        "418, io.camelwamp.error.http_status",
        "302, io.camelwamp.error.http_status",
        "429, wamp.error.unavailable",
        "500, com.example.down",
        "503, com.example.down",
    })
    void statusesOfFailureAreErrorsByTheTable(int status, String uri) throws Exception {
        backend.answerWith(Reply.json(status, "{\"message\":\"no\"}"));
        HttpAnswer answer = call("get", "{\"id\": 1}");
        assertThat(answer.error()).isEqualTo(uri);
        assertThat(answer.json().path("kwargs").path("code").asInt()).isEqualTo(status);
        assertThat(answer.json().path("kwargs").path("content").path("message").asText())
                .isEqualTo("no");
    }

    @Test
    void anAnswerThatSaysItIsJsonAndIsNotIsAnError() throws Exception {
        backend.answerWith(Reply.json(200, "{broken"));
        assertThat(call("get", "{\"id\": 1}").error()).isEqualTo("io.camelwamp.error.backend_answer_malformed");
        backend.answerWith(Reply.json(500, "<html>"));
        HttpAnswer answer = call("get", "{\"id\": 1}");
        assertThat(answer.error()).isEqualTo("com.example.down");
        assertThat(answer.json().path("kwargs").path("content").asText()).isEqualTo("<html>");
    }

    @Test
    void theBridgesOwnCredentialsAreSent() throws Exception {
        call("bearer", "{}");
        assertThat(backend.take().header("Authorization")).isEqualTo("Bearer #t0ken");
        call("basic", "{}");
        String pair = Base64.getEncoder().encodeToString("me:pä:ss".getBytes(StandardCharsets.UTF_8));
        assertThat(backend.take().headers().get("Authorization")).containsExactly("Basic " + pair);
        call("key", "{}");
        assertThat(backend.take().header("X-API-Key")).isEqualTo("k&y");
        call("param", "{\"a\": 1}");
        assertThat(backend.take().target()).isEqualTo("/v1/?a=1&key=k%26y");
    }

    @Test
    void accessTokensAreFetchedOnceAndAgainWhenRefused() throws Exception {
        AtomicInteger issued = new AtomicInteger();
        tokens.answerWith(request -> Reply.json(
                200,
                "{\"access_token\":\"t" + issued.incrementAndGet()
                        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        backend.answerWith(request ->
                Reply.json(request.header("Authorization").equals("Bearer t" + issued.get()) ? 200 : 401, "{}"));
        call("oauth", "{}");
        call("oauth", "{}");
        assertThat(issued).hasValue(1);
        StandInBackend.Request tokenRequest = tokens.take();
        assertThat(tokenRequest.text()).isEqualTo("grant_type=client_credentials&scope=a%20b");
        assertThat(tokenRequest.header("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("id:s%3Acret".getBytes()));

        backend.answerWith(
                request -> Reply.json(request.header("Authorization").equals("Bearer t2") ? 200 : 401, "{}"));
        assertThat(call("oauth", "{}").text()).isEqualTo("{\"args\":[{}]}");
        assertThat(issued).hasValue(2);

        backend.answerWith(Reply.json(401, "{}"));
        assertThat(call("oauth", "{}").error()).isEqualTo("wamp.error.not_authorized");
        tokens.answerWith(Reply.json(400, "{\"error\":\"invalid_client\"}"));
        assertThat(call("oauth", "{}").error()).isEqualTo("io.camelwamp.error.backend_credentials");
    }

    @ParameterizedTest
    @CsvSource({"GET, 3", "PUT, 3", "DELETE, 3", "POST, 1", "PATCH, 1"})
    void onlyIdempotentRequestsAreTriedAgainWhenConnectionsDrop(String method, int times) throws Exception {
        try (BrokenBackend dropping = new BrokenBackend("", true);
                CallingBridge other = new CallingBridge(Map.of(
                        "bridge.callees.x.procedure", "com.example.x",
                        "bridge.callees.x.baseUrl", dropping.url(),
                        "bridge.callees.x.path", "{id}",
                        "bridge.callees.x.method", method,
                        "bridge.callees.x.retryDelay", "1"))) {
            // The arguments by which it is waited for make no request, because the id is missing.
            other.awaitProcedure("com.example.x");
            assertThat(other.call("com.example.x", "{\"id\": 1}").error())
                    .isEqualTo("io.camelwamp.error.backend_dropped");
            assertThat(dropping.connections()).isEqualTo(times);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "path, /a/{id, has a brace",
        "statusErrors, 404, statusErrors has the entry '404'",
        "statusErrors, 404=a..b, statusErrors has the entry",
        "baseUrl, http://x/api, must end with a slash",
        "baseUrl, x/api, cannot be used",
        "baseUrl, http://x/?key=s3cret, baseUrl must have no query",
        "baseUrl, https://me:s3cret@x/, baseUrl cannot be used: the url has user info in it",
        "apiKeyIn, body, apiKeyIn is 'body'",
        "username, a:b, no colon",
        "username, a, a username without a password",
        "password, a, a password without a username",
        "clientId, x, needs all of",
        "allowedTargets, ftp://x, is no target",
        "privateAddresses, maybe, privateAddresses is 'maybe'",
        "retries, -1, retries are -1",
        "timeout, 0, timeout is 0",
        "method, G T, no HTTP method",
        "method, TRACE, TRACE is not allowed",
    })
    void impossibleSettingsAreStartUpErrors(String option, String value, String text) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bridge.callees.x.procedure", "com.example.x");
        settings.put("bridge.callees.x.baseUrl", "http://127.0.0.1/");
        settings.put("bridge.callees.x.path", "/");
        settings.put("bridge.callees.x." + option, value);
        assertThatThrownBy(() -> new CallingBridge(settings).close())
                .hasStackTraceContaining(text)
                .rootCause()
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"method, POST", "statusErrors, 404=com.example.none"})
    void aCalleeThatIsMeantToBeMappedButHasNoPathIsAStartUpError(String option, String value) {
        Map<String, String> settings = Map.of(
                "bridge.callees.x.procedure",
                "com.example.x",
                "bridge.callees.x.baseUrl",
                "http://127.0.0.1/",
                "bridge.callees.x." + option,
                value);
        assertThatThrownBy(() -> new CallingBridge(settings).close())
                .hasMessageContaining("bridge.callees.x." + option + " is set, so the callee needs a path");
    }

    @Test
    void credentialsOfTwoKindsAreAStartUpError() {
        Map<String, String> settings = Map.of(
                "bridge.callees.x.procedure", "com.example.x",
                "bridge.callees.x.baseUrl", "http://127.0.0.1/",
                "bridge.callees.x.bearerToken", "t",
                "bridge.callees.x.apiKey", "k");
        assertThatThrownBy(() -> new CallingBridge(settings).close()).hasStackTraceContaining("credentials of 2 kinds");
    }

    @Test
    void pausesBetweenTriesDouble() {
        Backoff backoff = new Backoff(3, Duration.ofMillis(100), Duration.ofMillis(350));
        assertThat(backoff.pauseAfter(1)).hasMillis(100);
        assertThat(backoff.pauseAfter(2)).hasMillis(200);
        assertThat(backoff.pauseAfter(3)).hasMillis(350);
        assertThat(backoff.allows(3)).isTrue();
        assertThat(backoff.allows(4)).isFalse();
    }
}
