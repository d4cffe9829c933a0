package io.camelwamp.auth;

import static io.camelwamp.auth.Attempts.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Uris;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.vectors.Vectors;
import io.camelwamp.vectors.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CryptosignAuthenticatorTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String SEED = "4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510";
    private static final String PUBLIC = "1adfc8bfe1d35616e64dffbd900096f23b066f914c8c2ffbb66f6075b96e116d";

    static List<Vector> vectors() {
        return Vectors.load("auth-cryptosign");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void computesWhatOthersCompute(Vector vector) {
        switch (vector.subkind() == null ? "sign" : vector.subkind()) {
            case "sign" -> signs(vector);
            case "verify", "negative" -> judges(vector);
            case "key-format" -> readsKeys(vector);
            case "primitive" -> primitive(vector);
            default -> throw new AssertionError("Nothing known of " + vector.subkind());
        }
    }

    private static byte[] octets(Map<String, Object> from, String key) {
        Object hex = from.get(key);
        return hex == null ? null : HEX.parseHex((String) hex);
    }

    private static void signs(Vector vector) {
        Map<String, Object> input = vector.input();
        CryptosignKey key = CryptosignKey.parse(((String) input.get("private_key_seed_hex")).toCharArray());
        byte[] message = Cryptosign.message(octets(input, "challenge_hex"), octets(input, "channel_id_hex"));

        assertThat(key.publicKey()).isEqualTo(input.get("public_key_hex"));
        assertThat(HEX.formatHex(Cryptosign.answer(key, message)))
                .isEqualTo(vector.expected().get("signature_hex_96"));
        if (input.get("channel_id_hex") == null) {
            assertThat(Attempts.answer(
                                    method((String) input.get("private_key_seed_hex")),
                                    Map.of("challenge", input.get("challenge_hex")))
                            .signature())
                    .isEqualTo(vector.expected().get("signature_hex_96"));
        }
    }

    private static void judges(Vector vector) {
        Map<String, Object> input = vector.input();
        String challenge = input.containsKey("challenge_hex") ? "challenge_hex" : "challenge_sent_hex";
        byte[] message = Cryptosign.message(octets(input, challenge), octets(input, "channel_id_hex"));
        Object accept =
                vector.expected().getOrDefault("accept", vector.expected().get("signature_valid"));

        if (vector.expected().get("signed_message_hex") instanceof String signed) {
            assertThat(HEX.formatHex(message)).isEqualTo(signed);
        }
        assertThat(Cryptosign.isAnswer(octets(input, "signature_hex_96"), octets(input, "public_key_hex"), message))
                .isEqualTo(accept);
    }

    private static void readsKeys(Vector vector) {
        if (vector.input().get("openssh_private_key") instanceof String file) {
            assertThat(CryptosignKey.parse(file.toCharArray()).publicKey())
                    .isEqualTo(vector.expected().get("public_key_hex"));
        } else {
            assertThat(HEX.formatHex(
                            CryptosignKey.parsePublic((String) vector.input().get("openssh_public_key"))))
                    .isEqualTo(vector.expected().get("public_key_hex"));
        }
    }

    private static void primitive(Vector vector) {
        CryptosignKey key = CryptosignKey.parse(((String) vector.input().get("seed_hex")).toCharArray());

        assertThat(key.publicKey()).isEqualTo(vector.expected().get("public_key_hex"));
        assertThat(HEX.formatHex(key.sign(octets(vector.input(), "message_hex"))))
                .isEqualTo(vector.expected().get("signature_hex"));
    }

    private static CryptosignAuthenticator method(String key) {
        return new CryptosignAuthenticator(null, secret(key), null, Runnable::run);
    }

    @Test
    void tellsItsPublicKeyInHello() {
        assertThat(Attempts.begin(method(SEED)).authextra()).isEqualTo(Map.of("pubkey", PUBLIC));
    }

    @Test
    void readsKeysOfTheJdk() throws Exception {
        byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PRIVATE KEY-----\n";

        assertThat(CryptosignKey.parse(pem.toCharArray()).publicKey()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4d57",
                "not a key hunter2",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU=\n-----END OPENSSH PRIVATE KEY-----",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"
            })
    void saysThatAKeyIsNone(String key) {
        assertThat(Attempts.failure(method(key).begin(ChannelSecurity.LOCAL)))
                .returns(Uris.CANNOT_AUTHENTICATE, e -> e.uri())
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void readsNoEncryptedKey() {
        byte[] encrypted = "openssh-key-v1\0\0\0\0\naes256-ctr".getBytes(StandardCharsets.US_ASCII);
        String pem = "-----BEGIN OPENSSH PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(encrypted)
                + "\n-----END OPENSSH PRIVATE KEY-----";

        assertThatThrownBy(() -> CryptosignKey.parse(pem.toCharArray())).hasMessageContaining("without passphrase");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "zz", "not hexadecimal"})
    void signsNothingButAChallenge(String challenge) {
        assertThat(Attempts.refusal(method(SEED), Map.of("challenge", challenge)))
                .hasMessageContaining("not 32 octets in hexadecimal");
    }

    @Test
    void refusesAChannelBindingThatItDidNotOffer() {
        assertThat(Attempts.refusal(
                        method(SEED), Map.of("challenge", "00".repeat(32), "channel_binding", "tls-unique")))
                .hasMessageContaining("'tls-unique', which was not offered");
    }

    @Test
    void hasNoChannelBindingWithoutTls() {
        CryptosignAuthenticator bound =
                new CryptosignAuthenticator(null, secret(SEED), ChannelBinding.TLS_EXPORTER, Runnable::run);

        assertThatThrownBy(() -> bound.begin(ChannelSecurity.LOCAL)).hasMessageContaining("the connection has no TLS");
    }

    @Test
    void saysWhichChannelBindingsThereAre() {
        assertThatThrownBy(() -> ChannelBinding.of("tls-unique")).hasMessageContaining("use tls-exporter");
        assertThatThrownBy(() -> ChannelBinding.of("x")).hasMessageContaining("must be tls-exporter or");
    }
}
