package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.NumberLimits;
import io.camelwamp.protocol.Result;
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

class CborSerializerTest extends SerializerContract {
    /** RESULT of request 1 up to a list with one argument. */
    private static final String BEFORE_ARGUMENT = "84" + "1832" + "01" + "a0" + "81";

    CborSerializerTest() {
        super("cbor");
    }

    @Override
    byte[] nested(int levels) {
        return HexFormat.of().parseHex("84" + "1832" + "01" + "a0" + "81".repeat(levels - 1) + "80");
    }

    private static byte[] message(String argument) {
        return HexFormat.of().parseHex(BEFORE_ARGUMENT + argument);
    }

    private Object read(String argument) {
        return readArgs(message(argument)).get(0);
    }

    /** RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "f90000, 0.0",
        "f98000, -0.0",
        "f93c00, 1.0",
        "f93e00, 1.5",
        "f97bff, 65504.0",
        "f90001, 5.960464477539063e-8",
        "f90400, 0.00006103515625",
        "f9c400, -4.0",
        "f97c00, Infinity",
        "f97e00, NaN",
        "f9fc00, -Infinity",
        "fa47c35000, 100000.0",
        "fa7f7fffff, 3.4028234663852886e+38",
        "fb3ff199999999999a, 1.1",
        "fb7e37e43c8800759c, 1.0e+300"
    })
    void readsFloatsOfAllWidths(String argument, double expected) {
        assertThat(read(argument)).isEqualTo(expected);
    }

    @Test
    void readsIntegersOfAllWidths() {
        assertThat(read("1818")).isEqualTo(24);
        assertThat(read("190001")).isEqualTo(1);
        assertThat(read("1a000f4240")).isEqualTo(1000000);
        assertThat(read("1b000000e8d4a51000")).isEqualTo(1000000000000L);
        assertThat(read("1bffffffffffffffff")).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(read("c249010000000000000000")).isEqualTo(new BigInteger("18446744073709551616"));
        assertThat(read("3bffffffffffffffff")).isEqualTo(new BigInteger("-18446744073709551616"));
        assertThat(read("c349010000000000000000")).isEqualTo(new BigInteger("-18446744073709551617"));
        assertThat(read("3903e7")).isEqualTo(-1000);
        assertThat(read("c24101")).isEqualTo(1);
        assertThat(read("c240")).isEqualTo(0);
        assertThat(read("c340")).isEqualTo(-1);
        assertThat(read("c25f41014100ff")).isEqualTo(256);
    }

    @Test
    void readsDecimalFractions() {
        assertThat(read("c48221196ab3")).isEqualTo(273.15);
        assertThat(read("c4823201")).isEqualTo(1e-19);
        assertThat(read("c48232c249010000000000000001")).isEqualTo(new BigDecimal("1.8446744073709551617"));
        assertThat(read("c4820103")).isEqualTo(30.0);
    }

    @Test
    void writesWhatDoublesCannotHold() {
        BigDecimal decimal = new BigDecimal("0.1234567890123456789");
        BigInteger positive = BigInteger.TEN.pow(NumberLimits.MAX_DIGITS - 1);
        List<Object> args = List.of(decimal, positive, positive.negate(), new BigDecimal("-1E+400"));
        assertThat(Normal.of(readArgs(values.encode(SampleMessages.result(args, null)))))
                .isEqualTo(Normal.of(args));
        assertThatThrownBy(() -> values.encode(SampleMessages.result(List.of(positive.pow(2)), null)))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c4821a7fffffff01", "c4823a7fffffff01", "c4821b7fffffffffffffff01", "c4821bffffffffffffffff01"})
    void refusesMonstrousExponents(String argument) {
        assertRefused(message(argument), "digits");
    }

    @Test
    void refusesMonstrousIntegers() {
        assertRefused(message("c2592000" + "ff".repeat(0x2000)), "digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c201",
                "c26161",
                "c2c24101",
                "c401",
                "c48101",
                "c483010203",
                "c482f93c0001",
                "c482016161",
                "c482c482010101"
            })
    void refusesNumbersThatAreWrittenWrongly(String argument) {
        assertRefused(message(argument), "CBOR");
    }

    @Test
    void passesOverOtherTags() {
        assertThat(read("c074323031332d30332d32315432303a30343a30305a")).isEqualTo("2013-03-21T20:04:00Z");
        assertThat(read("d9d9f7d81864" + "49455446")).isEqualTo("IETF");
        assertThat(read("d818c24101")).isEqualTo(1);
        assertThat(read("dbffffffffffffffff01")).isEqualTo(1);
        Result tagged = (Result) decode(
                octets,
                HexFormat.of()
                        .parseHex("d9d9f7" + "85" + "d81c1832" + "c101" + "d81ca0" + "d81c8101" + "d81ca1d81c616b02"));
        assertThat(tagged).isEqualTo(SampleMessages.result(List.of(1), Map.of("k", 2)));
    }

    @Test
    void readsUndefinedAsNull() {
        assertThat(read("f7")).isNull();
        assertThat(((Result) decode(octets, HexFormat.of().parseHex("85183201a0f7f7")))
                        .payload()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void readsIndefiniteLengths() {
        assertThat(read("9f018202039f0405ffff")).isEqualTo(List.of(1, List.of(2, 3), List.of(4, 5)));
        assertThat(read("bf6161016162" + "9f0203ffff")).isEqualTo(Map.of("a", 1, "b", List.of(2, 3)));
        assertThat(read("9fff")).isEqualTo(List.of());
        assertThat(read("bfff")).isEqualTo(Map.of());
        assertThat(read("7f657374726561646d696e67ff")).isEqualTo("streaming");
        assertThat(read("5f42010243030405ff")).isEqualTo(new byte[] {1, 2, 3, 4, 5});
        assertThat(read("bf7f61616162ff01ff")).isEqualTo(Map.of("ab", 1));
        byte[] message = HexFormat.of().parseHex("9f183201bfff9f01ffbf616b02ffff");
        Result unread = (Result) decode(octets, message);
        assertThat(unread).isEqualTo(SampleMessages.result(List.of(1), Map.of("k", 2)));
        assertThat(decode(values, octets.encode(unread))).isEqualTo(unread);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ff",
                "f8ff",
                "f820",
                "e0",
                "f3",
                "1c",
                "1f",
                "3f",
                "df00",
                "fc",
                "5c",
                "9c",
                "bc",
                "dc",
                "bf6161ff"
            })
    void refusesOctetsThatBeginNoValue(String argument) {
        assertRefused(message(argument), "must not begin a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7f4161ff", "5f6161ff", "7f7f6161ffff", "7f01ff"})
    void refusesChunksOfOtherTypes(String argument) {
        assertRefused(message(argument), "chunks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9bffffffffffffffff",
                "9b7fffffffffffffff01",
                "9a7fffffff",
                "99ffff",
                "bbffffffffffffffff",
                "ba7fffffff6161",
                "a16161",
                "7bffffffffffffffff",
                "7a7fffffff61",
                "5bffffffffffffffff",
                "5a7fffffff00",
                "9f01",
                "bf616101",
                "7f6161",
                "c2",
                "d818"
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
        byte[] start = message("");
        byte[] bomb = new byte[start.length + levels * 5 + 8_000_000];
        System.arraycopy(start, 0, bomb, 0, start.length);
        for (int i = 0; i < levels; i++) {
            bomb[start.length + i * 5] = (byte) 0x9a;
            bomb[start.length + i * 5 + 2] = 0x7a;
        }
        bomb[bomb.length - 1] = (byte) 0xff;

        assertRefused(bomb, "must not begin a value");
    }

    /** Tags nest as well: one on top of the other, and decimals within decimals. */
    @Test
    void refusesTowersOfTagsWithoutExhaustingTheStack() {
        assertRefused(join(message(""), HexFormat.of().parseHex("c1".repeat(1_000_000))), "incomplete");
        assertRefused(join(message(""), HexFormat.of().parseHex("c4".repeat(1_000_000))), "nested");
        assertRefused(join(message(""), HexFormat.of().parseHex("c481".repeat(1_000_000))), "nested");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a10102", "a1f602", "a18002", "a1416102", "bf0102ff", "a1c0c00102"})
    void refusesKeysThatAreNoText(String argument) {
        assertRefused(message(argument), "keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2616101616102", "bf616101616102ff", "a26161017f6161ff02", "81a3616101616202616103"})
    void refusesRepeatedKeys(String argument) {
        assertRefused(message(argument), "unique");
    }

    @ParameterizedTest
    @CsvSource({"62c080", "63eda080", "64f4908080", "6180", "62e282", "7801ff", "a161ffc0", "7f61e26282acff"})
    void refusesMalformedUtf8(String argument) {
        assertRefused(message(argument), "UTF-8");
    }

    @Test
    void writesDefiniteLengthsInTheShortestForm() {
        assertThat(HexFormat.of()
                        .formatHex(
                                values.encode(SampleMessages.result(List.of(1, 200, "a"), Map.of("k", new byte[1])))))
                .isEqualTo("85183201a0" + "830118c86161" + "a1616b4100");
    }

    @Test
    void refusesWhatIsNoList() {
        assertRefused(HexFormat.of().parseHex("a0"), "CBOR array");
        assertRefused(HexFormat.of().parseHex("80"), "list is empty");
        assertRefused(HexFormat.of().parseHex("9fff"), "list is empty");
        assertRefused(new byte[0], "incomplete");
    }
}
