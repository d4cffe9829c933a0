package io.camelwamp.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Payload.Encoded;
import io.camelwamp.protocol.WampException.InvalidPayload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PayloadTest {
    /** Decodes to one argument, and counts how often it is asked to. */
    private static final class CountingFormat implements PayloadFormat {
        private final AtomicInteger decodings = new AtomicInteger();

        @Override
        public Payload decode(Encoded encoded) {
            decodings.incrementAndGet();
            return Payload.ofArgs(encoded.bytes().length);
        }
    }

    @Test
    void takesASnapshotThatLaterChangesDoNotReach() {
        List<Object> inner = new ArrayList<>(List.of(1));
        Map<String, Object> kwargs = new HashMap<>(Map.of("k", inner));
        byte[] bytes = {1, 2};
        Payload payload = Payload.of(Arrays.asList(inner, bytes), kwargs);

        inner.add(2);
        kwargs.put("l", 3);
        bytes[0] = 9;

        assertThat(payload).isEqualTo(Payload.of(List.of(List.of(1), new byte[] {1, 2}), Map.of("k", List.of(1))));
        assertThat(payload.args()).isUnmodifiable();
        assertThat((List<?>) payload.args().get(0)).isUnmodifiable();
        assertThatThrownBy(payload.kwargs()::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void convertsWhatHasAnObviousCounterpart() {
        List<Object> args = Payload.ofArgs(
                        (short) 1,
                        (byte) 2,
                        1.1f,
                        'c',
                        new StringBuilder("text"),
                        DayOfWeek.MONDAY,
                        ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 2),
                        new int[] {1, 2},
                        new String[] {"a"},
                        new AtomicLong(7))
                .args();

        assertThat(args.subList(0, 6)).containsExactly(1, 2, 1.1, "c", "text", "MONDAY");
        assertThat((byte[]) args.get(6)).containsExactly(1, 2);
        assertThat(args.subList(7, 10)).containsExactly(List.of(1, 2), List.of("a"), 7L);
    }

    @Test
    void keepsNumbersExact() {
        BigInteger big = BigInteger.TWO.pow(200);
        BigDecimal decimal = new BigDecimal("0.1234567890123456789");

        assertThat(Payload.ofArgs(big, decimal, Long.MIN_VALUE, 0.1).args())
                .containsExactly(big, decimal, Long.MIN_VALUE, 0.1);
    }

    @Test
    void namesThePlaceOfWhatItCannotCarry() {
        assertThatThrownBy(() -> Payload.ofArgs(1, Map.of("k", List.of(new Object()))))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("args[1].k[0] is a java.lang.Object");
        assertThatThrownBy(() -> Payload.of(null, Map.of("k", Double.NaN)))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("kwargs.k is NaN");
        assertThatThrownBy(() -> Payload.ofArgs(Map.of(1, 2)))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("args[0] has the key '1', but keys must be text");
    }

    @Test
    void refusesNumbersThatNoReceiverCouldRead() {
        BigInteger largest = BigInteger.TEN.pow(NumberLimits.MAX_DIGITS).subtract(BigInteger.ONE);
        BigDecimal tiny = BigDecimal.valueOf(1, NumberLimits.MAX_SCALE);

        assertThat(Payload.ofArgs(largest, largest.negate(), tiny).args())
                .containsExactly(largest, largest.negate(), tiny);
        assertThatThrownBy(() -> Payload.ofArgs(1, largest.multiply(BigInteger.TEN)))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("args[1]")
                .hasMessageContaining("10000 digits");
        for (String text : List.of("1e10001", "1e-10001", "1e999999999")) {
            assertThatThrownBy(() -> Payload.of(null, Map.of("k", new BigDecimal(text))))
                    .isInstanceOf(InvalidPayload.class)
                    .hasMessageContaining("kwargs.k")
                    .hasMessageContaining("10000 places");
        }
    }

    @Test
    void refusesTextThatWouldBeBinaryToWhoReceivesJson() {
        assertThat(Payload.ofArgs("", "a\0", "x\0y").args()).containsExactly("", "a\0", "x\0y");
        for (Object text : List.of("\0text", new StringBuilder("\0"), '\0')) {
            assertThatThrownBy(() -> Payload.ofArgs(1, text))
                    .isInstanceOf(InvalidPayload.class)
                    .hasMessageContaining("args[1]")
                    .hasMessageContaining("U+0000");
        }
        assertThatThrownBy(() -> Payload.ofArgs(Map.of("\0key", 1)))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("args[0] has a key")
                .hasMessageContaining("U+0000");
        assertThat(Payload.ofArgs(new byte[] {0, 1}).args()).hasSize(1);
    }

    @Test
    void refusesListsThatContainThemselves() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertThatThrownBy(() -> Payload.ofArgs(endless))
                .isInstanceOf(InvalidPayload.class)
                .hasMessageContaining("nested more than " + Payload.MAX_DEPTH + " levels");
    }

    @Test
    void isEmptyWithoutArgumentsOnly() {
        assertThat(Payload.of(null, null)).isSameAs(Payload.EMPTY);
        assertThat(Payload.of(List.of(), Map.of())).isSameAs(Payload.EMPTY);
        assertThat(Payload.ofDecoded(List.of(), Map.of())).isSameAs(Payload.EMPTY);
        assertThat(Payload.EMPTY.isEmpty()).isTrue();
        assertThat(Payload.ofArgs((Object) null).isEmpty()).isFalse();
        assertThat(Payload.of(null, Map.of("k", 1)).isEmpty()).isFalse();
    }

    @Test
    void weighsAtLeastWhatItsContentTakes() {
        assertThat(Payload.EMPTY.weight()).isZero();
        assertThat(Payload.ofArgs(1).weight()).isBetween(10, 100);
        assertThat(Payload.ofArgs("x".repeat(10_000)).weight()).isBetween(10_000, 40_000);
        assertThat(Payload.of(null, Map.of("k", List.of(new byte[10_000]))).weight())
                .isBetween(10_000, 10_200);
        assertThat(Payload.of(null, Map.of("k".repeat(10_000), 1)).weight()).isGreaterThan(10_000);
        assertThat(Payload.ofArgs(BigInteger.TEN.pow(900)).weight()).isGreaterThan(370);
        assertThat(Payload.ofArgs(new BigDecimal(BigInteger.TEN.pow(900), 2)).weight())
                .isGreaterThan(370);
        Encoded octets = new Encoded(new CountingFormat(), new byte[5], 1);
        assertThat(Payload.ofArgs("x".repeat(100)).withEncoded(octets).weight()).isEqualTo(5);
    }

    @Test
    void decodesOctetsOnlyWhenSomebodyAsksAndOnlyOnce() {
        CountingFormat format = new CountingFormat();
        Payload payload = Payload.ofEncoded(new Encoded(format, new byte[5], 1));

        assertThat(payload.isEmpty()).isFalse();
        assertThat(payload.encodedSize()).isEqualTo(5);
        assertThat(payload.toString()).isEqualTo("payload of 5 octets");
        assertThat(format.decodings).hasValue(0);
        assertThat(payload.args()).containsExactly(5);
        assertThat(payload.kwargs()).isEmpty();
        assertThat(format.decodings).hasValue(1);
    }

    @Test
    void handsOutOctetsOfTheSameFormatOnly() {
        CountingFormat format = new CountingFormat();
        Encoded encoded = new Encoded(format, new byte[5], 1);

        assertThat(Payload.ofEncoded(encoded).encodedAs(format)).isSameAs(encoded);
        assertThat(Payload.ofEncoded(encoded).encodedAs(new CountingFormat())).isNull();
        assertThat(Payload.ofArgs(5).withEncoded(encoded).encodedAs(format)).isSameAs(encoded);
        assertThat(Payload.ofArgs(5).encodedAs(format)).isNull();
    }

    @Test
    void comparesValuesHoweverTheyAreHeld() {
        Payload octets = Payload.ofEncoded(new Encoded(new CountingFormat(), new byte[5], 1));

        assertThat(octets).isEqualTo(Payload.ofArgs(5)).hasSameHashCodeAs(Payload.ofArgs(5));
        assertThat(octets).isNotEqualTo(Payload.ofArgs(6));
        assertThat(Payload.ofArgs(new byte[] {1})).isEqualTo(Payload.ofArgs(new byte[] {1}));
        assertThat(Payload.ofArgs(new byte[] {1})).isNotEqualTo(Payload.ofArgs(new byte[] {2}));
        assertThat(Payload.of(null, Map.of("k", 1))).isNotEqualTo(Payload.of(null, Map.of("l", 1)));
    }

    @Test
    void showsNoContent() {
        assertThat(Payload.of(List.of("secret"), Map.of("password", "secret")).toString())
                .isEqualTo("payload of 1 args, 1 kwargs");
    }
}
