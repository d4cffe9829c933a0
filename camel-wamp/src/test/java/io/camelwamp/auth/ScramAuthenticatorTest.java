package io.camelwamp.auth;

import static io.camelwamp.auth.Attempts.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.vectors.Vectors;
import io.camelwamp.vectors.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScramAuthenticatorTest {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * The specification's own example does not compute: its proof belongs to other nonces and another
     * salt (it is the one of RFC 7677).
     */
    private static final Set<String> WRONG = Set.of("scram-spec-example-inconsistent");

    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw==";
    private static final Map<String, Object> CHALLENGE = Map.of(
            "nonce",
            NONCE + "EBESExQVFhcYGRobHB0eHw==",
            "salt",
            "MTIzNDU2Nzg5MGFiY2RlZg==",
            "kdf",
            "pbkdf2",
            "iterations",
            4096);

    static List<Vector> vectors() {
        return Vectors.load("auth-scram").stream()
                .filter(vector -> !WRONG.contains(vector.id()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void computesWhatOthersCompute(Vector vector) {
        switch (vector.id()) {
            case "scram-spec-pencil", "scram-specform-3", "scram-specform-4" -> exchange(vector);
            case "scram-argon2id-static" -> argon2(vector);
            case "scram-crossbar-credential-1", "scram-crossbar-credential-2" -> crossbarCredential(vector);
            case "scram-neg-nonce" -> foreignNonce(vector);
            case "scram-crossbar-nonce" -> crossbarNonce(vector);
            case "scram-neg-verifier" -> wrongVerifier((String) vector.input().get("verifier"));
            default -> throw new AssertionError("Nothing known of " + vector.id());
        }
    }

    private static Authenticator.Login login(Scram.Dialect dialect, String nonce) {
        return new ScramAuthenticator(dialect, "user", secret("pencil"), null, Runnable::run).begin(nonce, null);
    }

    private static ScramAuthenticator method() {
        return new ScramAuthenticator(Scram.Dialect.SPECIFICATION, "user", secret("pencil"), null, Runnable::run);
    }

    private static void exchange(Vector vector) {
        Map<String, Object> input = vector.input();
        Map<String, Object> expected = vector.expected();
        Scram.Kdf kdf = new Scram.Kdf(
                (String) input.get("kdf"),
                (String) input.get("salt_base64"),
                (int) input.get("iterations"),
                input.get("memory_kib") instanceof Integer memory ? memory : 0);
        byte[] bound = input.get("cbind_data") instanceof String data
                ? Base64.getDecoder().decode(data)
                : null;
        String cbind = Scram.cbind(Scram.Dialect.SPECIFICATION, (String) input.get("channel_binding"), bound);
        byte[] message = Scram.authMessage(
                Scram.Dialect.SPECIFICATION,
                (String) input.get("authid"),
                (String) input.get("client_nonce"),
                (String) input.get("server_nonce"),
                kdf,
                cbind);
        byte[] salted =
                Scram.saltedPassword(Scram.Dialect.SPECIFICATION, "pencil".getBytes(StandardCharsets.US_ASCII), kdf);

        assertThat(new String(message, StandardCharsets.US_ASCII)).isEqualTo(input.get("auth_message"));
        if (expected.get("salted_password_hex") instanceof String hex) {
            assertThat(HEX.formatHex(salted)).isEqualTo(hex);
        }
        assertThat(base64(Scram.storedKey(Scram.clientKey(salted)))).isEqualTo(expected.get("stored_key"));
        assertThat(base64(Scram.serverKey(salted))).isEqualTo(expected.get("server_key"));
        assertThat(base64(Scram.proof(Scram.clientKey(salted), message))).isEqualTo(expected.get("client_proof"));
        assertThat(base64(Macs.hmac(Scram.serverKey(salted), message))).isEqualTo(expected.get("server_signature"));
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    private static Scram.Kdf kdf(String name, Map<String, Object> input) {
        String salt = base64(HEX.parseHex((String) input.get("salt_hex")));
        return new Scram.Kdf(name, salt, (int) input.get("iterations"), (int) input.get("memory_kib"));
    }

    private static byte[] password(Map<String, Object> input) {
        return ((String) input.get("password")).getBytes(StandardCharsets.UTF_8);
    }

    private static void argon2(Vector vector) {
        byte[] salted = Scram.saltedPassword(
                Scram.Dialect.SPECIFICATION, password(vector.input()), kdf("argon2id13", vector.input()));

        assertThat(HEX.formatHex(salted)).isEqualTo(vector.expected().get("salted_password_hex"));
    }

    private static void crossbarCredential(Vector vector) {
        byte[] salted = Scram.saltedPassword(
                Scram.Dialect.CROSSBAR, password(vector.input()), kdf("argon2id-13", vector.input()));

        assertThat(HEX.formatHex(Scram.storedKey(Scram.clientKey(salted))))
                .isEqualTo(vector.expected().get("stored_key_hex"));
        assertThat(HEX.formatHex(Scram.serverKey(salted)))
                .isEqualTo(vector.expected().get("server_key_hex"));
    }

    private static void foreignNonce(Vector vector) {
        Authenticator.Login login =
                login(Scram.Dialect.SPECIFICATION, (String) vector.input().get("client_nonce"));

        assertThatThrownBy(() -> Attempts.answer(
                        method(), login, with("nonce", vector.input().get("server_nonce"))))
                .hasMessageContaining("does not begin with the client's");
    }

    private static void crossbarNonce(Vector vector) {
        String ours = (String) vector.input().get("client_nonce");
        Map<String, Object> challenge = with("nonce", vector.input().get("crossbar_server_nonce"));
        ScramAuthenticator crossbar =
                new ScramAuthenticator(Scram.Dialect.CROSSBAR, "user", secret("pencil"), null, Runnable::run);

        assertThat(Attempts.answer(crossbar, crossbar.begin(ours, null), challenge)
                        .signature())
                .isNotEmpty();
        assertThatThrownBy(() -> Attempts.answer(method(), login(Scram.Dialect.SPECIFICATION, ours), challenge))
                .hasMessageContaining("does not begin with the client's");
    }

    private static Welcome welcome(Map<String, Object> extra) {
        Map<String, Object> details = new LinkedHashMap<>(Map.of("roles", Map.of("broker", Map.of())));
        if (extra != null) {
            details.put("authextra", extra);
        }
        return new Welcome(1, new WelcomeDetails(details));
    }

    private static void wrongVerifier(String verifier) {
        Authenticator.Login login = login(Scram.Dialect.SPECIFICATION, NONCE);
        Attempts.answer(method(), login, CHALLENGE);

        assertThatThrownBy(() -> login.verify(welcome(Map.of("verifier", verifier))))
                .isInstanceOf(WampException.JoinFailed.class)
                .hasMessageContaining("its signature is wrong");
    }

    private static Map<String, Object> with(String key, Object value) {
        Map<String, Object> challenge = new LinkedHashMap<>(CHALLENGE);
        if (value == null) {
            challenge.remove(key);
        } else {
            challenge.put(key, value);
        }
        return challenge;
    }

    @Test
    void acceptsTheRouterThatKnowsThePassword() {
        Authenticator.Login login = login(Scram.Dialect.SPECIFICATION, NONCE);
        Attempts.answer(method(), login, CHALLENGE);
        Scram.Kdf kdf = new Scram.Kdf("pbkdf2", "MTIzNDU2Nzg5MGFiY2RlZg==", 4096, 0);
        byte[] salted =
                Scram.saltedPassword(Scram.Dialect.SPECIFICATION, "pencil".getBytes(StandardCharsets.US_ASCII), kdf);
        byte[] message = Scram.authMessage(
                Scram.Dialect.SPECIFICATION, "user", NONCE, (String) CHALLENGE.get("nonce"), kdf, "biws");

        login.verify(welcome(Map.of("verifier", base64(Macs.hmac(Scram.serverKey(salted), message)))));
    }

    @Test
    void acceptsNoRouterThatProvesNothing() {
        Authenticator.Login unasked = login(Scram.Dialect.SPECIFICATION, NONCE);
        Authenticator.Login asked = login(Scram.Dialect.SPECIFICATION, NONCE);
        Attempts.answer(method(), asked, CHALLENGE);

        for (Authenticator.Login login : List.of(unasked, asked)) {
            for (Map<String, Object> extra : List.of(Map.<String, Object>of(), Map.<String, Object>of("verifier", 7))) {
                assertThatThrownBy(() -> login.verify(welcome(extra)))
                        .hasMessageContaining("did not prove")
                        .returns(Uris.AUTHENTICATION_FAILED, e -> ((WampException) e).uri());
            }
            assertThatThrownBy(() -> login.verify(welcome(null))).hasMessageContaining("did not prove");
        }
    }

    @Test
    void takesANonceOfItsOwnForEachAttempt() {
        ScramAuthenticator method = method();

        assertThat(Attempts.begin(method).authextra().get("nonce"))
                .isNotEqualTo(Attempts.begin(method).authextra().get("nonce"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "kdf,        -,          has no 'kdf'",
                "kdf,        scrypt,     'scrypt'",
                "salt,       ???,        'salt' that is not Base64",
                "iterations, -,          has no 'iterations'",
                "iterations, 2000000,    'iterations' 2000000",
                "nonce,      AAECAwQFBgcICQoLDA0ODw==, does not begin with the client's",
                "nonce,      -,          has no 'nonce'"
            })
    void doesNotAnswerAChallengeThatIsWrong(String key, String value, String complaint) {
        Object typed = value != null && value.matches("\\d+") ? (Object) Long.valueOf(value) : value;

        assertThatThrownBy(() -> Attempts.answer(method(), login(Scram.Dialect.SPECIFICATION, NONCE), with(key, typed)))
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @CsvSource({
        "1,     300000, 'memory' 300000",
        "20000, 8,      'iterations' 20000",
        "10000, 1024,   more work than accepted"
    })
    void doesNotWorkForEver(int iterations, int memory, String complaint) {
        Map<String, Object> challenge = with("kdf", "argon2id13");
        challenge.put("iterations", iterations);
        challenge.put("memory", memory);

        assertThatThrownBy(() -> Attempts.answer(method(), login(Scram.Dialect.SPECIFICATION, NONCE), challenge))
                .hasMessageContaining(complaint);
    }

    @Test
    void escapesAndPreparesNames() {
        byte[] message = Scram.authMessage(
                Scram.Dialect.SPECIFICATION,
                "a,b=c\u00a0Ⅸ",
                "n",
                "ns",
                new Scram.Kdf("pbkdf2", "c2FsdA==", 1, 0),
                "biws");

        assertThat(new String(message, StandardCharsets.UTF_8)).startsWith("n=a=2Cb=3Dc IX,r=n,r=ns,");
        assertThatThrownBy(() -> new ScramAuthenticator(
                        Scram.Dialect.SPECIFICATION, "bell\u0007", secret("x"), null, Runnable::run))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasNoChannelBindingInCrossbarsDialect() {
        assertThatThrownBy(() -> new ScramAuthenticator(
                        Scram.Dialect.CROSSBAR, "user", secret("x"), ChannelBinding.TLS_EXPORTER, Runnable::run))
                .hasMessageContaining("no channel binding");
    }
}
