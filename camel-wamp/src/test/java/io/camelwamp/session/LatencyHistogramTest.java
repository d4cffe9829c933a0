package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(90));
    private final LatencyHistogram histogram = new LatencyHistogram(now::get);

    private void record(long nanos) {
        histogram.record(now.get() - nanos, now.get());
    }

    @Test
    void isZeroWithoutMeasurements() {
        assertThat(histogram.count()).isZero();
        assertThat(histogram.total()).isZero();
        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.quantile(1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 15, 16, 17, 1000, 123_456, 1_000_000_007, 1L << 41})
    void isTooHighByAnEighthAtMost(long nanos) {
        record(nanos);

        assertThat(histogram.quantile(1).toNanos()).isBetween(nanos, nanos + nanos / 8);
    }

    @Test
    void tellsQuantilesOfManyMeasurements() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            record(random.nextInt(1_000_000));
        }

        assertThat(histogram.quantile(0.5).toNanos()).isBetween(490_000L, 570_000L);
        assertThat(histogram.quantile(0.99).toNanos()).isBetween(985_000L, 1_115_000L);
        assertThat(histogram.quantile(0).toNanos()).isLessThan(1000);
        assertThat(histogram.count()).isEqualTo(100_000);
    }

    @Test
    void countsWhatTakesForEverAsTheLongestThatItKnows() {
        record(Duration.ofDays(1).toNanos());

        assertThat(histogram.quantile(1)).isBetween(Duration.ofMinutes(70), Duration.ofMinutes(75));
        assertThat(histogram.total()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void forgetsWhatIsOlderThanTwoMinutes() {
        record(1000);
        now.addAndGet(TimeUnit.SECONDS.toNanos(61));
        record(8);
        assertThat(histogram.quantile(1).toNanos()).isGreaterThanOrEqualTo(1000);

        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(histogram.quantile(1).toNanos()).isEqualTo(8);
        record(16);
        assertThat(histogram.quantile(0).toNanos()).isEqualTo(8);

        now.addAndGet(TimeUnit.SECONDS.toNanos(121));
        assertThat(histogram.quantile(1)).isZero();
        record(32);
        assertThat(histogram.quantile(0).toNanos()).isGreaterThanOrEqualTo(32);
        assertThat(histogram.count()).isEqualTo(4);
        assertThat(histogram.total()).isEqualTo(Duration.ofNanos(1000 + 8 + 16 + 32));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWhatIsNoShare(double share) {
        assertThatThrownBy(() -> histogram.quantile(share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between 0 and 1");
    }
}
