package io.camelwamp.bridge.callback;

import static io.camelwamp.bridge.callback.CallbackWorld.TOKEN;
import static io.camelwamp.bridge.callback.CallbackWorld.body;
import static io.camelwamp.bridge.callback.CallbackWorld.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, the answer is a clear refusal in the contract's shape. */
class CallbackRequestsTest {
    @TempDir
    static Path folder;

    private static CallbackWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = new CallbackWorld(folder)
                .with("allowedTargets", "localhost:8000/wamp/, http://*.example.com")
                .with("endpointsPerKey", 3)
                .with("corsOrigins", "https://shop.example.com")
                .with("postBodyLimit", 100_000)
                .startBridge();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void assertRefused(HttpAnswer answer, int status, String text) throws Exception {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.error()).contains(text);
        assertThat(answer.json().path("args").isArray()).isTrue();
        assertThat(answer.json().path("kwargs").isObject()).isTrue();
        assertThat(answer.header("Content-Type")).isEqualTo("application/json; charset=UTF-8");
        assertThat(answer.text()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                      | 400 | the body is empty
                    {                                                       | 400 | not valid JSON
                    []                                                      | 400 | must be a JSON object
                    {"endpoints": {}}                                       | 401 | a token is needed
                    {"token": 5}                                            | 400 | 'token' must be a string
                    {"token": ""}                                           | 400 | 'token' must be a string
                    {"token": "wrong"}                                      | 401 | no API key with this token
                    {"token": "é\\u0000"}                                   | 401 | no API key with this token
                    T                                                       | 400 | 'endpoints' is missing
                    T, "endpoints": {}                                      | 400 | 'endpoints' is missing
                    T, "endpoints": []                                      | 400 | 'endpoints' must be an object
                    T, "endpoints": "f"                                     | 400 | 'endpoints' must be an object
                    T, "endpoints": {"f": null}                             | 400 | 'f': its URL must be a string
                    T, "endpoints": {"f": 1}                                | 400 | 'f': its URL must be a string
                    T, "endpoints": {"f": ["http://localhost:8000/wamp/"]}  | 400 | 'f': its URL must be a string
                    T, "endpoints": {"f": {}}                               | 400 | 'f': its URL must be a string
                    T, "endpoints": {"f": ""}                               | 400 | 'f': its URL must be a string
                    T, "endpoints": {"": "U"}                               | 400 | not a valid WAMP URI
                    T, "endpoints": {"a..b": "U"}                           | 400 | not a valid WAMP URI
                    T, "endpoints": {"a b": "U"}                            | 400 | not a valid WAMP URI
                    T, "endpoints": {"a#": "U"}                             | 400 | not a valid WAMP URI
                    T, "endpoints": {"wamp.x": "U"}                         | 400 | belong to the protocol
                    T, "endpoints": {"f": {"url": "U", "match": "suffix"}}  | 400 | match must be exact, prefix or wildcard
                    T, "endpoints": {"f": {"url": "U", "match": 1}}         | 400 | match must be exact, prefix or wildcard
                    T, "endpoints": {"f": {"url": "U", "invoke": "any"}}    | 400 | invoke must be single
                    T, "endpoints": {"f": {"url": "U", "methode": "x"}}     | 400 | the member 'methode'
                    T, "endpoints": {"f": "localhost:8000/wamp/"}           | 400 | scheme
                    T, "endpoints": {"f": "/wamp/"}                         | 400 | must be absolute
                    T, "endpoints": {"f": "ftp://localhost:8000/wamp/"}     | 400 | http or https
                    T, "endpoints": {"f": "http://localhost:8001/wamp/"}    | 400 | another scheme, host or port
                    T, "endpoints": {"f": "http://127.0.0.1:8000/wamp/"}    | 400 | another scheme, host or port
                    T, "endpoints": {"f": "http://localhost:8000/admin"}    | 400 | 'f': the url
                    T, "endpoints": {"f": "http://localhost:8000/wamp/../"} | 400 | 'f': the url
                    T, "endpoints": {"f": "http://localhost:8000/wamp/%2e%2e/"} | 400 | 'f': the url
                    T, "endpoints": {"f": "http://a@localhost:8000/wamp/"}  | 400 | user info
                    T, "endpoints": {"f": "http://localhost:8000\\\\wamp/"} | 400 | backslash
                    T, "endpoints": {"f": "http://x.example.com\\r\\n/"}    | 400 | control characters
                    T, "endpoints": {"a":"U","b":"U","c":"U","d":"U"}       | 403 | may have 3 at most
                    """)
    void malformedRegistrationsAreRefused(String members, int status, String text) throws Exception {
        String json = members.startsWith("T") ? "{\"token\": \"" + TOKEN + "\"" + members.substring(1) + "}" : members;
        HttpAnswer answer = world.post("/register", json.replace("\"U\"", "\"http://localhost:8000/wamp/\""));

        assertRefused(answer, status, text);
        assertThat(world.list("register", TOKEN).text()).isEqualTo("{\"endpoints\":{}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /subscribe       | "endpoints": {"a": {"url": "http://x.example.com/", "invoke": "single"}} | 400 | 'invoke'
                    /unregister      | "endpoints": []                  | 400 | 'endpoints' is missing
                    /unregister      | "endpoints": [1]                 | 400 | a number
                    /unsubscribe     | "endpoints": "x"                 | 400 | must be a list
                    /call/f          | "params": 1                      | 400 | 'params' must be a list
                    /call/f          | "params": [1], "args": [2]       | 400 | give one of them
                    /call/f          | "kwargs": []                     | 400 | 'kwargs' must be an object
                    /call/f          | "callback": 1                    | 400 | 'callback' must be a string
                    /call/f          | "callback": "http://localhost:1" | 400 | another scheme, host or port
                    /call/a..b       | "params": []                     | 400 | not a valid WAMP URI
                    /call/%20        | "params": []                     | 400 | not a valid WAMP URI
                    /call/f          | "params": ["\\u0000x"]           | 400 | U+0000
                    /publish/wamp.x  | "params": []                     | 400 | belong to the protocol
                    /publish/a%23    | "params": []                     | 400 | not a valid WAMP URI
                    """)
    void malformedRequestsAreRefused(String path, String members, int status, String text) throws Exception {
        assertRefused(world.post(path, body(members)), status, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/other", "/registers", "/call", "/call/", "/publish/", "/register/x"})
    void otherPathsAreNotServed(String path) throws Exception {
        assertRefused(world.post(path, body("\"params\": []")), 404, "nothing is served");
    }

    @Test
    void methodsAreThoseOfTheContract() throws Exception {
        HttpAnswer options = world.request("OPTIONS", "/register", "Origin: https://shop.example.com\r\n", "");
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).isEqualTo("GET,POST,PUT,OPTIONS");
        assertThat(options.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example.com");
        assertRefused(world.request("DELETE", "/register", "", ""), 405, "GET or POST or PUT");
        HttpAnswer get = world.request("GET", "/call/f", "Authorization: Bearer " + TOKEN + "\r\n", "");
        assertRefused(get, 405, "POST or PUT");
        assertThat(get.header("Allow")).isEqualTo("POST,PUT,OPTIONS");
        HttpAnswer delete = world.request("DELETE", "/call/f/", "", "");
        assertRefused(delete, 405, "use POST or PUT");
        assertThat(delete.header("Allow")).isEqualTo("POST,PUT,OPTIONS");
        assertRefused(world.request("POST", "/register", "Origin: https://evil.example\r\n", "{}"), 403, "origin");
        assertRefused(world.request("POST", "/register", "Content-Type: text/plain\r\n", "{}"), 400, "content type");
        assertRefused(
                world.post("/publish/t", body("\"params\": [\"" + "x".repeat(100_000) + "\"]")), 413, "too large");
    }

    @Test
    void theTokenMayBeInTheHeader() throws Exception {
        String bearer = "Authorization: Bearer " + TOKEN + "\r\n";
        assertThat(world.request("POST", "/publish/t", bearer, "{}").status()).isEqualTo(200);
        assertThat(world.request("PUT", "/publish/t", "authorization: bearer  " + TOKEN + "\r\n", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(world.request("POST", "/publish/t", bearer, body("\"params\": []"))
                        .status())
                .isEqualTo(200);
        assertRefused(world.request("POST", "/publish/t", bearer, "{\"token\": \"other\"}"), 400, "differ");
        HttpAnswer basic = world.request("GET", "/register", "Authorization: Basic eDp5\r\n", "");
        assertRefused(basic, 401, "must be 'Bearer'");
        assertThat(basic.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertRefused(world.request("GET", "/register", "Authorization: Bearer \r\n", ""), 401, "must be 'Bearer'");
        assertRefused(world.request("GET", "/register", "", ""), 401, "a token is needed");
    }

    @Test
    void namesAndUrlsThatAreTooLongForTheStoreAreRefused() throws Exception {
        String url = "http://x.example.com/";
        assertRefused(world.post("/register", endpoint("f" + "x".repeat(500), url)), 400, "more than 500 characters");
        assertRefused(world.post("/register", endpoint("f", url + "x".repeat(2000))), 400, "more than 2000 characters");
    }
}
