package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetrierTest {
    private final Retrier retrier =
            new Retrier(new OutboundClient(), new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1)));

    @Test
    void anAttemptThatThrowsIsTheFailedEnd() {
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> outcome = retrier.run(
                () -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("broken");
                },
                failure -> true,
                new Recall());
        assertThatThrownBy(outcome::join).hasRootCauseMessage("broken");
        assertThat(attempts).hasValue(1);
    }
}
