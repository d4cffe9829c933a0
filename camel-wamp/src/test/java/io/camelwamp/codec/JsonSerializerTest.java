package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.NumberLimits;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.WampException.InvalidPayload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSerializerTest extends SerializerContract {
    JsonSerializerTest() {
        super("json");
    }

    @Override
    byte[] nested(int levels) {
        return ascii("[50,1,{}," + "[".repeat(levels) + "]".repeat(levels) + "]");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Object read(String json) {
        return readArgs(ascii("[50,1,{},[" + json + "]]")).get(0);
    }

    private String write(Object value) {
        String message =
                new String(values.encode(SampleMessages.result(Arrays.asList(value), null)), StandardCharsets.UTF_8);
        return message.substring("[50,1,{},[".length(), message.length() - 2);
    }

    @Test
    void tellsIntegersFromDecimals() {
        assertThat(read("1")).isEqualTo(1);
        assertThat(read("1.0")).isEqualTo(1.0);
        assertThat(read("1e2")).isEqualTo(100.0);
        assertThat(read("-0.0")).isEqualTo(-0.0);
        assertThat(read("2147483648")).isEqualTo(2147483648L);
        assertThat(read("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(write(1)).isEqualTo("1");
        assertThat(write(1.0)).isEqualTo("1.0");
        assertThat(write(new BigDecimal("5"))).isEqualTo("5.0");
        assertThat(write(new BigDecimal("5E+3"))).isEqualTo("5E+3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "0.1",
                "1.5",
                "-123.456",
                "50.450001",
                "0.30000000000000004",
                "2.2250738585072014E-308",
                "1.7976931348623157E308",
                "1E23",
                "8.41E21",
                "2.0E-3",
                "0.10000000000000001",
                "-1.18491859067244624E17",
                "0.1000000000000000055511151231257827021181583404541015625",
                "0.1000000000000000"
            })
    void readsDecimalsThatADoubleHolds(String json) {
        assertThat(read(json)).isEqualTo(Double.parseDouble(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1234567890123456789",
                "1e400",
                "-1e400",
                "1e-400",
                "12345678901234567890.5",
                "4.9406564584124654418E-324"
            })
    void keepsDecimalsThatADoubleWouldChange(String json) {
        assertThat(read(json)).isEqualTo(new BigDecimal(json));
        assertThat(read(write(new BigDecimal(json)))).isEqualTo(new BigDecimal(json));
    }

    @Test
    void readsEveryDoubleThatItWrites() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double real = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(real) && !Double.isInfinite(real)) {
                assertThat(read(write(real))).isEqualTo(real);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e10001", "1e-99999", "1e999999999", "1e99999999999", "-1.5e2147483648"})
    void refusesMonstrousExponents(String json) {
        assertRefused(ascii("[50,1,{},[" + json + "]]"), "");
    }

    @Test
    void boundsTheLengthOfNumbers() {
        String longest = "9".repeat(NumberLimits.MAX_DIGITS);
        assertThat(read(longest)).isEqualTo(new BigInteger(longest));
        assertThat(read(write(new BigInteger(longest)))).isEqualTo(new BigInteger(longest));
        assertRefused(ascii("[50,1,{},[" + "9".repeat(100_000) + "]]"), "");
        assertRefused(ascii("[50,1,{},[0." + "9".repeat(100_000) + "]]"), "");
        BigInteger longer = BigInteger.TEN.pow(2 * NumberLimits.MAX_DIGITS);
        assertThatThrownBy(() -> write(longer))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("digits");
        assertThatThrownBy(() -> write(new BigDecimal("1e20000"))).isInstanceOf(InvalidPayload.class);
    }

    @Test
    void writesBinaryAsBase64BehindAZeroCharacter() {
        assertThat(write(new byte[] {16, 16, 16, 16})).isEqualTo("\"\\u0000EBAQEA==\"");
        assertThat(read("\"\\u0000EBAQEA==\"")).isEqualTo(new byte[] {16, 16, 16, 16});
        assertThat(read("\"\\u0000\"")).isEqualTo(new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\u0000###", "\\u0000EBAQEA", "\\u0000EBAQEA=", "\\u0000EB AQEA==", "\\u0000E", "\\u0000\\u0000"
            })
    void refusesBinaryThatIsNoBase64(String text) {
        assertRefused(ascii("[50,1,{},[\"" + text + "\"]]"), "Base64");
        assertRefused(ascii("[50,1,{},[],{\"k\":[{\"l\":\"" + text + "\"}]}]"), "Base64");
    }

    @Test
    void refusesTextThatWouldArriveAsBinary() {
        assertThatThrownBy(() -> write("\0text"))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> write(Map.of("\0key", 1))).isInstanceOf(InvalidPayload.class);
        assertRefused(ascii("[50,1,{},[{\"\\u0000EBAQEA==\":1}]]"), "keys");
        assertRefused(ascii("[16,1,{},\"\\u0000EBAQEA==\"]"), "PUBLISH[3] must be a URI, but is binary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "-Infinity",
                "01",
                "+1",
                ".5",
                "1.",
                "0x1",
                "'a'",
                "a",
                "undefined",
                "True",
                "1,",
                ",1",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\"}",
                "{1:2}",
                "/* c */ 1",
                "1 // c",
                "# c\n1",
                "\"\t\"",
                "\"\n\"",
                "\"\\x41\"",
                "\"\\u12\"",
                "\"\\",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":2,\"\\u0061\":3}",
                "[{\"x\":{\"y\":1,\"z\":2,\"y\":3}}]"
            })
    void refusesWhatIsNotStrictJson(String json) {
        assertRefused(ascii("[50,1,{},[" + json + "]]"), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83dx", "\\ud83d\\ud83d\\ude00"})
    void refusesHalvesOfSurrogatePairs(String escape) {
        assertRefused(ascii("[50,1,{},[\"" + escape + "\"]]"), "surrogate");
        assertRefused(ascii("[50,1,{},[{\"" + escape + "\":1}]]"), "surrogate");
    }

    @Test
    void readsAllEscapes() {
        assertThat(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\""))
                .isEqualTo("\"\\/\b\f\n\r\t\u00e4\ud83d\ude00");
        assertThat(write("\u001f\u0007\"\\")).isEqualTo("\"\\u001f\\u0007\\\"\\\\\"");
    }

    @ParameterizedTest
    @CsvSource({"c080", "c1bf", "eda080", "edbfbf", "f4908080", "f8888080", "80", "e282", "ff", "f0828282"})
    void refusesMalformedUtf8(String hex) {
        byte[] malformed = HexFormat.of().parseHex(hex);
        assertRefused(join(ascii("[50,1,{},[\""), malformed, ascii("\"]]")), "UTF-8");
        assertRefused(join(ascii("[50,1,{},[{\""), malformed, ascii("\":1}]]")), "UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void refusesOtherEncodings(String charset) {
        assertRefused("[50,1,{}]".getBytes(Charset.forName(charset)), "UTF-8");
    }

    @Test
    void refusesAByteOrderMark() {
        assertRefused(ascii("\ufeff[50,1,{}]"), "byte order mark");
    }

    @Test
    void passesOverWhiteSpaceBetweenElements() {
        byte[] message = ascii(" [ 50 ,\n1\t,\r{ } , [ 1 , 2 ] , { \"k\" : 3 } ] \n");
        Result read = (Result) decode(values, message);
        Result unread = (Result) decode(octets, message);

        assertThat(read).isEqualTo(SampleMessages.result(List.of(1, 2), Map.of("k", 3)));
        assertThat(unread).isEqualTo(read);
        assertThat(decode(values, octets.encode(unread))).isEqualTo(read);
    }

    @Test
    void refusesNumbersThatJsonDoesNotHave() {
        for (double real : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            PublishOptions options = PublishOptions.of(Map.of("_own", real));
            assertThatThrownBy(() -> values.encode(new Publish(1, options, "com.a", Payload.EMPTY)))
                    .isInstanceOf(InvalidPayload.class)
                    .hasMessageContaining("JSON cannot carry " + real);
        }
    }

    @Test
    void saysWhereJsonGoesWrong() {
        assertRefused(ascii("[50,1,{},[tru]]"), "not valid JSON");
        assertRefused(ascii(""), "JSON list");
        assertRefused(ascii("{}"), "JSON list");
        assertRefused(ascii("[]"), "list is empty");
    }
}
