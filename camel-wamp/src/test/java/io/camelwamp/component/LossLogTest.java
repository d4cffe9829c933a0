package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.camelwamp.testing.LogCapture;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LossLogTest {
    private final AtomicLong now = new AtomicLong(1);
    private final LossLog losses = new LossLog("com.app.news", "dropNewest", now::get);

    private void burst(long count) {
        losses.turn(1);
        losses.turn(count);
    }

    @Test
    void anOverflowThatComesAndGoesIsFourLinesWithAllNumbers() {
        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            for (int i = 0; i < 100; i++) {
                burst(2);
            }
            assertThat(log.lines()).hasSize(2).last().asString().contains("Lost events of com.app.news: 2 ");

            now.addAndGet(Duration.ofSeconds(10).toNanos());
            burst(5);

            assertThat(log.lines()).hasSize(4).last().asString().contains("Lost events of com.app.news: 203 ");
        }
    }

    @Test
    void theEndTellsWhatWasNotToldYet() {
        try (LogCapture log = new LogCapture("io.camelwamp.component", Level.WARN)) {
            burst(1);
            burst(3);
            losses.tellRest();
            losses.tellRest();

            assertThat(log.lines()).hasSize(3).last().asString().contains("Lost events of com.app.news: 3 ");
        }
    }
}
