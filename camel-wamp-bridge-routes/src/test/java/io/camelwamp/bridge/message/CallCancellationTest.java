package io.camelwamp.bridge.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallCancellationTest {
    @Test
    void aCallThatCannotBeWatchedIsDroppedAndTheOthersAreWatchedOn() {
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger sweeps = new AtomicInteger();
        Runnable broken = () -> {
            failures.incrementAndGet();
            throw new IllegalStateException("the connection is in no state for this");
        };
        Runnable sound = sweeps::incrementAndGet;
        Set<Runnable> pending = ConcurrentHashMap.newKeySet();
        pending.add(broken);
        pending.add(sound);

        CallCancellation.sweep(pending);
        CallCancellation.sweep(pending);

        assertThat(pending).containsExactly(sound);
        assertThat(failures).hasValue(1);
        assertThat(sweeps).hasValue(2);
    }
}
