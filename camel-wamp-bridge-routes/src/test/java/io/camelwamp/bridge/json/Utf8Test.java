package io.camelwamp.bridge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    private boolean isWellFormed(byte[] octets) {
        try {
            decoder.decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void everyThreeOctetsAreJudgedAsTheJdkDoes() {
        for (int value = 0; value < 1 << 24; value += 61) {
            byte[] octets = {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
            if (Utf8.firstMalformed(octets) < 0 != isWellFormed(octets)) {
                fail("judged otherwise than by the JDK: " + Arrays.toString(octets));
            }
        }
    }

    @Test
    void longTextsAreJudgedAsTheJdkDoes() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = "Grüße an alle \uD83D\uDE00 und \u20AC 5".getBytes(StandardCharsets.UTF_8);
            octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            assertThat(Utf8.firstMalformed(octets) < 0)
                    .as(Arrays.toString(octets))
                    .isEqualTo(isWellFormed(octets));
        }
    }

    @Test
    void theFirstMalformedOctetIsNamed() {
        byte[] octets = "0123456789ü".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.firstMalformed(octets)).isEqualTo(-1);
        assertThat(Utf8.firstMalformed(Arrays.copyOf(octets, octets.length - 1)))
                .isEqualTo(10);
    }
}
