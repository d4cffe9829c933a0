package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.SigningClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests with random damage: whatever comes of them, it is an answer and never a 500. */
class AnyInputTest {
    private static final int ROUNDS = 3000;
    private static final String EVENT =
            "{\"topic\":\"com.example.topic\",\"args\":[1,2.5,\"\\ud83d\\ude00ü\",{\"a\":[null]}],"
                    + "\"kwargs\":{\"b\":true},\"options\":{\"exclude\":[5],\"exclude_me\":false}}";

    private final Random random = new Random(20_240_229);

    private static byte[] request(String target) {
        byte[] body = EVENT.getBytes(StandardCharsets.UTF_8);
        String head = "POST "
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://a.example\r\n"
                + "Content-Type: application/json; charset=utf-8\r\n"
                + "X-Forwarded-For: 10.0.0.1, 127.0.0.1\r\nForwarded: for=10.0.0.1\r\n"
                + "Connection: close\r\nContent-Length: "
                + body.length
                + "\r\n\r\n";
        byte[] octets = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, octets, head.length(), body.length);
        return octets;
    }

    /** One to three octets are replaced by others. */
    private byte[] damaged(byte[] octets) {
        byte[] copy = octets.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    @Test
    void damagedRequestsAreNeverAnsweredWithAnInternalError() throws Exception {
        try (TestBridge bridge = new TestBridge()) {
            bridge.server().setIdleTimeout(200);
            bridge.add("wamp-publisher", Map.of("path", "/open", "trustedProxies", "127.0.0.1"))
                    .add(
                            "wamp-publisher",
                            Map.of(
                                    "path", "/signed",
                                    "key", "k",
                                    "secret", "s",
                                    "requireIp", "10.0.0.0/8",
                                    "trustedProxies", "127.0.0.1"))
                    .start();
            SigningClient client = new SigningClient("k", "s");
            for (int round = 0; round < ROUNDS; round++) {
                String target = round % 2 == 0
                        ? "/open?timestamp=2011-10-14T16:59:51.123Z&seq=1"
                        : SigningClient.target("/signed", client.sign(EVENT));
                check(bridge, damaged(request(target)));
            }
        }
    }

    private static void check(TestBridge bridge, byte[] octets) throws Exception {
        bridge.wamp().reset();
        try (RawClient client = bridge.connect()) {
            HttpAnswer answer = client.send(octets).read();
            String sent = new String(octets, StandardCharsets.ISO_8859_1);
            assertThat(answer.status()).as(sent).isNotEqualTo(500);
            assertThat(answer.json().isObject()).as(sent).isTrue();
        } catch (EOFException e) {
            // A request that the damage has made incomplete times out without an answer.
            assertThat(e).hasMessageContaining("closed by the server after ''");
        }
    }
}
