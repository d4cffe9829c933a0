package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.WampException.InvalidPayload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePackSerializerTest extends SerializerContract {
    /** RESULT of request 1 up to a list with one argument. */
    private static final String BEFORE_ARGUMENT = "94" + "32" + "01" + "80" + "91";

    MessagePackSerializerTest() {
        super("msgpack");
    }

    @Override
    byte[] nested(int levels) {
        return HexFormat.of().parseHex("94" + "32" + "01" + "80" + "91".repeat(levels - 1) + "90");
    }

    private static byte[] message(String argument) {
        return HexFormat.of().parseHex(BEFORE_ARGUMENT + argument);
    }

    @Test
    void readsIntegersOfAllWidths() {
        assertThat(readArgs(message("cc01"))).containsExactly(1);
        assertThat(readArgs(message("cd0001"))).containsExactly(1);
        assertThat(readArgs(message("ce00000001"))).containsExactly(1);
        assertThat(readArgs(message("ceffffffff"))).containsExactly(4294967295L);
        assertThat(readArgs(message("cf0000000000000001"))).containsExactly(1);
        assertThat(readArgs(message("cfffffffffffffffff"))).containsExactly(new BigInteger("18446744073709551615"));
        assertThat(readArgs(message("d0ff"))).containsExactly(-1);
        assertThat(readArgs(message("d1ffff"))).containsExactly(-1);
        assertThat(readArgs(message("d2ffffffff"))).containsExactly(-1);
        assertThat(readArgs(message("d3ffffffffffffffff"))).containsExactly(-1);
    }

    @Test
    void keepsTheValueOfShortFloats() {
        assertThat(readArgs(message("ca3fc00000"))).containsExactly(1.5);
        assertThat(readArgs(message("ca3dcccccd"))).containsExactly((double) 0.1f);
        assertThat(readArgs(message("cb7ff8000000000000"))).containsExactly(Double.NaN);
    }

    @Test
    void readsLengthsOfAllWidths() {
        assertThat(readArgs(message("d90161"))).containsExactly("a");
        assertThat(readArgs(message("da000161"))).containsExactly("a");
        assertThat(readArgs(message("db0000000161"))).containsExactly("a");
        assertThat(readArgs(message("c40161")).get(0)).isEqualTo(new byte[] {'a'});
        assertThat(readArgs(message("c5000161")).get(0)).isEqualTo(new byte[] {'a'});
        assertThat(readArgs(message("c60000000161")).get(0)).isEqualTo(new byte[] {'a'});
        assertThat(readArgs(message("dc000101"))).containsExactly(List.of(1));
        assertThat(readArgs(message("dd0000000101"))).containsExactly(List.of(1));
        assertThat(readArgs(message("de0001a16101"))).containsExactly(Map.of("a", 1));
        assertThat(readArgs(message("df00000001d9016101"))).containsExactly(Map.of("a", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ddffffffff",
                "dd7fffffff",
                "dcffff",
                "dfffffffff",
                "df7fffffff01",
                "deffff",
                "dbffffffff",
                "db7fffffff61",
                "c6ffffffff",
                "c67fffffff00",
                "dd00000002c0",
                "df00000001a161"
            })
    void refusesLengthsBeyondTheMessage(String argument) {
        assertRefused(message(argument), "incomplete");
    }

    /**
     * Lists that declare all that is left, each within the other: room for what they declare would
     * be gigabytes.
     */
    @Test
    void reservesNoRoomForWhatMayNeverCome() {
        int levels = 400;
        byte[] bomb = new byte[5 + levels * 5 + 8_000_000];
        System.arraycopy(message(""), 0, bomb, 0, 5);
        for (int i = 0; i < levels; i++) {
            bomb[5 + i * 5] = (byte) 0xdd;
            bomb[5 + i * 5 + 2] = 0x7a;
        }
        bomb[bomb.length - 1] = (byte) 0xc1;

        assertRefused(bomb, "0xc1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c1",
                "d40100",
                "d5010000",
                "d6ff00000000",
                "d7ff0000000000000000",
                "c7010500",
                "c800010500",
                "c90000000105",
                "d801" + "00000000000000000000000000000000"
            })
    void refusesWhatWampDoesNotHave(String argument) {
        assertRefused(message(argument), "MessagePack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8101c0", "81c0c0", "8190c0", "81c40161c0", "81c3c0", "82a161c001c0"})
    void refusesKeysThatAreNoText(String argument) {
        assertRefused(message(argument), "keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"82a16101a16102", "83a16101a16202a16103", "82a16101d9016102", "9182a0c0a0c0"})
    void refusesRepeatedKeys(String argument) {
        assertRefused(message(argument), "unique");
    }

    @ParameterizedTest
    @CsvSource({"a2c080", "a3eda080", "a4f4908080", "a180", "a2e282", "d901ff", "81a1ffc0"})
    void refusesMalformedUtf8(String argument) {
        assertRefused(message(argument), "UTF-8");
    }

    @Test
    void refusesIntegersOfMoreThan64Bits() {
        for (BigInteger value : List.of(
                BigInteger.ONE.shiftLeft(64),
                BigInteger.ONE.shiftLeft(63).negate().subtract(BigInteger.ONE))) {
            assertThatThrownBy(() -> values.encode(SampleMessages.result(List.of(value), null)))
                    .isInstanceOf(InvalidPayload.class)
                    .hasMessageContaining("64 bits");
        }
    }

    @Test
    void writesDecimalsAsDoubles() {
        BigDecimal decimal = new BigDecimal("0.1234567890123456789");
        assertThat(readArgs(values.encode(SampleMessages.result(List.of(decimal), null))))
                .containsExactly(decimal.doubleValue());
        assertThatThrownBy(() -> values.encode(SampleMessages.result(List.of(new BigDecimal("1e400")), null)))
                .isInstanceOf(InvalidPayload.class);
    }

    @Test
    void writesTheShortestForms() {
        assertThat(HexFormat.of()
                        .formatHex(
                                values.encode(SampleMessages.result(List.of(1, 200, "a"), Map.of("k", new byte[1])))))
                .isEqualTo("95320180" + "9301ccc8a161" + "81a16bc40100");
    }

    @Test
    void refusesWhatIsNoList() {
        assertRefused(HexFormat.of().parseHex("80"), "MessagePack array");
        assertRefused(HexFormat.of().parseHex("90"), "list is empty");
        assertRefused(new byte[0], "incomplete");
    }
}
