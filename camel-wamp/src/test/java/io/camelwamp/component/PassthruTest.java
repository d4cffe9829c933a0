package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to arguments on their way past routers. */
class PassthruTest {
    private static final Payload ARGUMENTS = Payload.of(List.of("ü", 2), Map.of("k", List.of(true)));
    private static final PublishOptions OCTETS = PublishOptions.NONE.with("ppt_scheme", "mqtt");
    private static final PublishOptions PACKED = OCTETS.with("ppt_serializer", "cbor");
    private static final PublishOptions SEALED =
            PACKED.with("ppt_cipher", "flip").with("ppt_keyid", "k1");

    /** Turns all bits over, and remembers whose key was asked for. */
    private static class Flip implements PayloadCipher {
        private Key asked;

        @Override
        public byte[] seal(byte[] octets, Key key) throws Exception {
            asked = key;
            byte[] flipped = octets.clone();
            for (int i = 0; i < flipped.length; i++) {
                flipped[i] ^= (byte) 0xff;
            }
            return flipped;
        }

        @Override
        public byte[] open(byte[] octets, Key key) throws Exception {
            return seal(octets, key);
        }
    }

    /** Fails, or gives nothing back. */
    private static Passthru failing(Exception failure) {
        return new Passthru(new Flip() {
            @Override
            public byte[] seal(byte[] octets, Key key) throws Exception {
                if (failure != null) {
                    throw failure;
                }
                return null;
            }
        });
    }

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void packsAndUnpacks(String serializer) {
        PublishOptions options = PACKED.with("ppt_serializer", serializer);

        Payload sent = Passthru.WITHOUT_CIPHER.seal(ARGUMENTS, options);

        assertThat(Passthru.isOctets(sent)).isTrue();
        assertThat(Passthru.WITHOUT_CIPHER.open(sent, options.values())).isEqualTo(ARGUMENTS);
    }

    @Test
    void encryptsWhatWasPackedAndTellsTheCipherWhoseKeyItIs() {
        Flip cipher = new Flip();
        Passthru passthru = new Passthru(cipher);

        Payload sent = passthru.seal(ARGUMENTS, SEALED);

        assertThat(cipher.asked).isEqualTo(new PayloadCipher.Key("mqtt", "flip", "k1"));
        assertThat(sent).isNotEqualTo(passthru.seal(ARGUMENTS, PACKED));
        assertThat(passthru.open(sent, SEALED.values())).isEqualTo(ARGUMENTS);
    }

    @Test
    void encryptsOctetsOfAnotherSerializerToo() {
        Passthru passthru = new Passthru(new Flip());
        PublishOptions options = OCTETS.with("ppt_cipher", "flip");

        Payload sent = passthru.seal(Payload.ofArgs(new byte[] {1}), options);

        assertThat(sent).isEqualTo(Payload.ofArgs(new byte[] {(byte) 0xfe}));
        assertThat(passthru.open(sent, options.values())).isEqualTo(Payload.ofArgs(new byte[] {1}));
    }

    @Test
    void leavesAloneWhatIsNotInTheMode() {
        Passthru passthru = new Passthru(new Flip());

        assertThat(passthru.seal(ARGUMENTS, PublishOptions.NONE)).isSameAs(ARGUMENTS);
        assertThat(passthru.open(ARGUMENTS, Map.of("ppt_scheme", "", "ppt_cipher", "flip")))
                .isSameAs(ARGUMENTS);
    }

    @Test
    void tellsPeersNothingOfWhatWentWrongInTheCipher() {
        for (Exception failure : new Exception[] {new IllegalStateException("the key is 1234"), null}) {
            assertThatExceptionOfType(WampException.class)
                    .isThrownBy(() -> failing(failure).seal(ARGUMENTS, SEALED))
                    .returns(Uris.INVALID_PAYLOAD, WampException::uri)
                    .withMessageContaining("could not be encrypted")
                    .withMessageNotContaining("1234")
                    .satisfies(told -> assertThat(told.getCause()).isInstanceOf(IllegalStateException.class));
        }
    }

    @Test
    void passesOnTheErrorThatACipherChose() {
        WampException chosen = new WampException("com.app.error.no_such_key", "k1");

        assertThatExceptionOfType(WampException.class)
                .isThrownBy(() -> failing(chosen).open(Payload.ofArgs(new byte[1]), SEALED.values()))
                .isSameAs(chosen);
    }

    @Test
    void anInterruptedCipherLeavesTheThreadInterrupted() {
        assertThatExceptionOfType(WampException.class)
                .isThrownBy(() -> failing(new InterruptedException()).seal(ARGUMENTS, SEALED));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void encryptsNothingWithoutACipherAndTakesWhatIsEncryptedAlready() {
        Payload encrypted = Payload.ofArgs(new byte[] {1});

        assertThat(Passthru.WITHOUT_CIPHER.seal(encrypted, SEALED)).isSameAs(encrypted);
        assertThatExceptionOfType(WampException.InvalidPayload.class)
                .isThrownBy(() -> Passthru.WITHOUT_CIPHER.seal(ARGUMENTS, SEALED))
                .withMessageContaining("payloadCipher");
    }

    @Test
    void makesErrorsReadableAndKeepsWhatTheyAre() {
        Passthru passthru = new Passthru(new Flip());
        Payload sent = passthru.seal(ARGUMENTS, SEALED);
        WampException received = new WampException("com.app.error", sent, SEALED.values(), null);

        WampException readable = passthru.open(received);
        WampException unreadable = Passthru.WITHOUT_CIPHER.open(received);

        assertThat(readable.payload()).isEqualTo(ARGUMENTS);
        assertThat(unreadable.args()).singleElement().asString().contains("cannot be read", "flip");
        for (WampException told : List.of(readable, unreadable)) {
            assertThat(told.uri()).isEqualTo("com.app.error");
            assertThat(told.details()).isEqualTo(SEALED.values());
        }
    }

    @Test
    void nullForTheSchemeTakesAllAwayButWhatTheMessageSays() {
        Map<String, Object> ofMessage = new HashMap<>();
        ofMessage.put("ppt_scheme", null);
        ofMessage.put("disclose_me", true);
        Map<String, Object> merged = new HashMap<>(SEALED.with("retain", true).values());
        merged.putAll(ofMessage);

        Passthru.settle(ofMessage, merged);
        merged.values().removeIf(value -> value == null);

        assertThat(merged).isEqualTo(Map.of("retain", true, "disclose_me", true));
    }
}
