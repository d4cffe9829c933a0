package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.SigningClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRequestTest {
    private static final String EVENT = "{\"topic\":\"com.example.topic\",\"args\":[\"Grüße\"]}";
    private static TestBridge bridge;

    private final SigningClient client = new SigningClient("myapp1", "kkjH68GiuUZ");

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> signed = Map.of("path", "/signed", "key", "myapp1", "secret", "kkjH68GiuUZ");
        Map<String, String> anyTime =
                Map.of("path", "/any-time", "key", "myapp1", "secret", "kkjH68GiuUZ", "timestampDeltaLimit", "0");
        Map<String, String> oneMinute =
                Map.of("path", "/minute", "key", "myapp1", "secret", "kkjH68GiuUZ", "timestampDeltaLimit", "60");
        bridge = new TestBridge()
                .add("wamp-publisher", signed)
                .add("wamp-publisher", anyTime)
                .add("wamp-publisher", oneMinute)
                .add("wamp-publisher", Map.of("path", "/unsigned"))
                .add("wamp-publisher", Map.of("path", "/unsigned-minute", "timestampDeltaLimit", "60"))
                .add("wamp-caller", Map.of("path", "/call", "key", "other", "secret", "geheim ä"))
                .start();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @BeforeEach
    void forget() {
        bridge.wamp().reset();
    }

    private static HttpAnswer send(String path, Map<String, String> parameters) throws Exception {
        return bridge.post(SigningClient.target(path, parameters), EVENT);
    }

    private static String inSeconds(int seconds) {
        return SigningClient.timestamp(Instant.now().plusSeconds(seconds));
    }

    @Test
    void requestsOfCrossbarsClientAreAccepted() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(send("/signed", client.sign(EVENT)).status()).isEqualTo(200);
        }
        assertThat(bridge.wamp().requests()).hasSize(20);
    }

    @Test
    void eachServiceHasItsOwnKeyAndSecret() throws Exception {
        String call = "{\"procedure\":\"com.example.add\"}";
        SigningClient other = new SigningClient("other", "geheim ä");
        assertThat(bridge.post(SigningClient.target("/call", other.sign(call)), call)
                        .status())
                .isEqualTo(200);
        assertThat(send("/signed", other.sign(EVENT)).status()).isEqualTo(401);
        assertThat(send("/call", client.sign(EVENT)).status()).isEqualTo(401);
    }

    @Test
    void theSignatureOfTheDocumentationIsComputedAsDocumented() throws Exception {
        // printf 'myapp12011-10-14T16:59:51.123Z142{...}' | openssl dgst -sha256 -hmac kkjH68GiuUZ
        // -binary | base64
        String body = "{\"topic\": \"com.myapp.topic1\", \"args\": [\"Hello, world\"]}";
        String target = "/any-time?timestamp=2011-10-14T16:59:51.123Z&seq=1&key=myapp1&nonce=42&signature=";
        assertThat(bridge.post(target + "CfKIbZ0L3cWoRMmohGNuoChwaTc20vF9fU6u7-eOZPo=", body)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothAlphabetsAreAcceptedWithAndWithoutPadding(boolean urlSafe) throws Exception {
        for (int i = 0; i < 10; i++) {
            Map<String, String> parameters = client.sign(EVENT);
            byte[] octets = Base64.getUrlDecoder().decode(parameters.get("signature"));
            Base64.Encoder encoder = urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder();
            parameters.put("signature", (i % 2 == 0 ? encoder : encoder.withoutPadding()).encodeToString(octets));
            assertThat(send("/signed", parameters).status()).isEqualTo(200);
        }
    }

    @Test
    void aPlusSignThatIsNotPercentEncodedIsUnderstood() throws Exception {
        Map<String, String> parameters;
        String signature;
        do {
            parameters = client.sign(EVENT);
            signature =
                    Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(parameters.get("signature")));
        } while (!signature.contains("+"));
        parameters.remove("signature");
        assertThat(bridge.post(SigningClient.target("/signed", parameters) + "&signature=" + signature, EVENT)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "timestamp", "seq", "nonce", "signature"})
    void aMissingParameterIsNamed(String name) throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        parameters.remove(name);
        HttpAnswer answer = send("/signed", parameters);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("'" + name + "' is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "key, myapp2, 401",
        "key, '', 401",
        "signature, '', 401",
        "signature, AAAA, 401",
        "signature, !!!!, 401",
        "signature, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, 401",
        "timestamp, '', 400",
        "timestamp, 2011-10-14, 400",
        "timestamp, 2011-10-14T16:59:51.123, 400",
        "timestamp, 2011-10-14T16:59:51.Z, 400",
        "timestamp, 2011-10-14T16:59:51.1234567890Z, 400",
        "timestamp, 2011-10-14T16:59:51+00:00, 400",
        "timestamp, 2011-13-14T16:59:51Z, 400",
        "timestamp, 2011-02-30T16:59:51Z, 400",
        "timestamp, 2011-10-14T24:00:00Z, 400",
        "timestamp, +2011-10-14T16:59:51Z, 400",
        "timestamp, 2011-10-14t16:59:51z, 400",
        "seq, '', 400",
        "seq, 1.0, 400",
        "seq, one, 400",
        "seq, 1_000, 400",
        "nonce, 0x1, 400",
        "nonce, ' 1', 400",
        "nonce, '\u0661', 400",
        "key, 'myäpp', 400",
        "seq, '\u0661', 400",
        "signature, 'ä', 400",
        "timestamp, '\u0000', 400",
    })
    void aWrongParameterIsRefused(String name, String value, int status) throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        parameters.put(name, value);
        HttpAnswer answer = send("/any-time", parameters);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).contains(name);
        assertThat(bridge.wamp().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key=%", "key=%4", "key=%zz", "key=%ff", "key=%c3%a4", "seq=\u00ff", "nonce=%00"})
    void malformedAndForeignOctetsAreRefused(String parameter) throws Exception {
        try (RawClient raw = bridge.connect()) {
            raw.request("POST", "/signed?" + parameter, "", EVENT.getBytes(StandardCharsets.UTF_8));
            assertThat(raw.read().status()).isBetween(400, 499);
        }
    }

    @Test
    void aChangedBodyIsRefused() throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        HttpAnswer answer = bridge.post(SigningClient.target("/signed", parameters), EVENT + " ");
        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/signed, -290, 200", "/signed, 290, 200", "/signed, -310, 400", "/signed, 310, 400",
        "/minute, -50, 200", "/minute, 50, 200", "/minute, -70, 400", "/minute, 70, 400",
        "/any-time, -99999, 200", "/any-time, 99999, 200"
    })
    void aTimestampMayDifferByTheLimit(String path, int seconds, int status) throws Exception {
        HttpAnswer answer = send(path, client.sign(inSeconds(seconds), "1", String.valueOf(seconds), EVENT));
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2011-10-14T16:59:51Z", "2011-10-14T16:59:51.1Z", "2024-02-29T23:59:59.123456789Z"})
    void fractionsOfSecondsMayHaveUpToNineDigits(String timestamp) throws Exception {
        assertThat(send("/any-time", client.sign(timestamp, "1", "2", EVENT)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"-5, -7", "+5, 007", "0, 9007199254740992", "99999999999999999999999999, 1"})
    void sequenceNumbersAndNoncesAreAnyIntegers(String seq, String nonce) throws Exception {
        assertThat(send("/signed", client.sign(inSeconds(0), seq, nonce, EVENT)).status())
                .isEqualTo(200);
    }

    @Test
    void parametersOfAFormDoNotCount() throws Exception {
        Map<String, String> parameters = client.sign(EVENT);
        String form = SigningClient.target("", parameters).substring(1);
        try (RawClient raw = bridge.connect()) {
            raw.request("POST", "/signed", "Content-Type: application/x-www-form-urlencoded\r\n", form.getBytes());
            assertThat(raw.read().status()).isEqualTo(400);
            raw.request("POST", "/signed", "", form.getBytes());
            assertThat(raw.read().error()).contains("'key' is missing");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'timestamp=2011-10-14T16:59:51.123Z&seq=1&nonce=2&key=x&signature=y', 200",
        "'timestamp=yesterday', 400",
        "'seq=one', 400",
        "'nonce=', 400",
        "'other=ä', 200"
    })
    void unsignedRequestsMayHaveTheParametersButTheyMustBeValid(String query, int status) throws Exception {
        assertThat(bridge.post("/unsigned?" + query.replace("ä", "%C3%A4"), EVENT)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void unsignedTimestampsAreHeldAgainstALimitThatIsSet() throws Exception {
        assertThat(bridge.post("/unsigned-minute?timestamp=" + inSeconds(-50), EVENT)
                        .status())
                .isEqualTo(200);
        assertThat(bridge.post("/unsigned-minute?timestamp=" + inSeconds(-70), EVENT)
                        .status())
                .isEqualTo(400);
    }
}
