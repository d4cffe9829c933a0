package io.camelwamp.auth;

import static io.camelwamp.auth.Attempts.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Uris;
import io.camelwamp.vectors.Vectors;
import io.camelwamp.vectors.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WampCraAuthenticatorTest {
    static List<Vector> vectors() {
        return Vectors.load("auth-wampcra");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void computesWhatOthersCompute(Vector vector) {
        Map<String, Object> input = vector.input();
        Map<String, Object> expected = vector.expected();
        assertThat(expected.keySet()).containsAnyOf("dk_hex", "derived_key_base64", "signature");
        if (expected.get("dk_hex") instanceof String hex) {
            byte[] derived = Macs.pbkdf2(
                    octets(input.get("password")), octets(input.get("salt")), (int) input.get("iterations"), (int)
                            input.get("dklen"));
            assertThat(HexFormat.of().formatHex(derived)).isEqualTo(hex);
        }
        if (expected.get("derived_key_base64") instanceof String key) {
            byte[] derived = WampCra.deriveKey(
                    octets(input.get("secret")), (String) input.get("salt"), (int) input.get("iterations"), (int)
                            input.get("keylen"));
            assertThat(new String(derived, StandardCharsets.US_ASCII)).isEqualTo(key);
        }
        if (expected.get("signature") instanceof String signature) {
            Map<String, Object> extra = new LinkedHashMap<>(input);
            extra.keySet().retainAll(List.of("challenge", "salt", "iterations", "keylen"));
            assertThat(Attempts.answer(method((String) input.get("secret")), extra)
                            .signature())
                    .isEqualTo(signature);
        }
    }

    private static byte[] octets(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }

    private static WampCraAuthenticator method(String secret) {
        return new WampCraAuthenticator("peter", secret(secret), Runnable::run);
    }

    @Test
    void takesTheUsualIterationsAndLengthIfASaltComesAlone() {
        Map<String, Object> salted = Map.of("challenge", "{}", "salt", "salt123", "iterations", 1000, "keylen", 32);

        assertThat(Attempts.answer(method("secret1"), Map.of("challenge", "{}", "salt", "salt123"))
                        .signature())
                .isEqualTo(Attempts.answer(method("secret1"), salted).signature());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "challenge,  -,         has no 'challenge'",
                "challenge,  7,         has 'challenge' that is no text",
                "salt,       7,         has 'salt' that is no text",
                "iterations, 0,         'iterations' 0",
                "iterations, 1000001,   'iterations' 1000001",
                "iterations, 1.5,       has 'iterations' that is no integer",
                "keylen,     5000,      'keylen' 5000"
            })
    void doesNotAnswerAChallengeThatIsWrong(String key, Double value, String complaint) {
        Map<String, Object> extra = new LinkedHashMap<>(Map.of("challenge", "{}", "salt", "x"));
        if (value == null) {
            extra.remove(key);
        } else {
            extra.put(key, value == value.longValue() ? (Object) value.longValue() : value);
        }

        assertThat(Attempts.refusal(method("secret"), extra))
                .hasMessageContaining(complaint)
                .hasMessageContaining("wampcra")
                .returns(Uris.CANNOT_AUTHENTICATE, e -> e.uri());
    }
}
