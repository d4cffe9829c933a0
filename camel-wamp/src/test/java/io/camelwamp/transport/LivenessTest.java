package io.camelwamp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.testing.VirtualTimeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private final VirtualTimeLoop loop = VirtualTimeLoop.onThisThread();
    private final List<String> events = new ArrayList<>();
    private boolean canAsk = true;
    private final Liveness liveness = liveness(Duration.ofSeconds(30));

    private Liveness liveness(Duration interval) {
        BooleanSupplier ask = () -> {
            events.add(canAsk ? "ping" : "nothing");
            return canAsk;
        };
        return new Liveness(loop, interval, Duration.ofSeconds(15), ask, () -> events.add("dead"));
    }

    private void pass(int seconds) {
        loop.advance(Duration.ofSeconds(seconds));
    }

    @Test
    void pingsAfterSilenceAndGivesUpWithoutAnswer() {
        liveness.start();
        pass(29);
        assertThat(events).isEmpty();
        pass(1);
        assertThat(events).containsExactly("ping");
        pass(14);
        assertThat(events).containsExactly("ping");
        pass(1);
        assertThat(events).containsExactly("ping", "dead");
        pass(1000);
        assertThat(events).containsExactly("ping", "dead");
        assertThat(loop.timers()).isZero();
    }

    @Test
    void anyTrafficAnswersAPing() {
        liveness.start();
        for (int i = 0; i < 5; i++) {
            pass(44);
            liveness.heard();
        }
        assertThat(events).containsExactly("ping", "ping", "ping", "ping", "ping");
    }

    @Test
    void trafficPutsPingsOff() {
        liveness.start();
        for (int i = 0; i < 100; i++) {
            pass(29);
            liveness.heard();
        }
        assertThat(events).isEmpty();
        pass(30);
        assertThat(events).containsExactly("ping");
    }

    @Test
    void doesNotCountWhileStopped() {
        liveness.start();
        pass(44);
        liveness.stop();
        assertThat(loop.timers()).isZero();
        pass(1000);
        liveness.start();
        pass(29);
        assertThat(events).containsExactly("ping");
        pass(15);
        assertThat(events).containsExactly("ping", "ping");
    }

    @Test
    void nobodyIsDeadWhoCouldNotBeAsked() {
        canAsk = false;
        liveness.start();
        pass(30);
        assertThat(events).containsExactly("nothing");
        pass(29);
        assertThat(events).containsExactly("nothing");
        pass(1);
        assertThat(events).containsExactly("nothing", "nothing");

        canAsk = true;
        pass(44);
        assertThat(events).containsExactly("nothing", "nothing", "ping");
        pass(1);
        assertThat(events).containsExactly("nothing", "nothing", "ping", "dead");
    }

    @Test
    void asksAgainInTimeEvenIfAnAnswerMayTakeLonger() {
        Liveness patient = new Liveness(
                loop,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                () -> events.add("ping"),
                () -> events.add("dead"));
        patient.start();
        for (int i = 1; i <= 5; i++) {
            pass(10);
            patient.heard();
            assertThat(events).hasSize(i).containsOnly("ping");
        }
        pass(69);
        assertThat(events).hasSize(6).containsOnly("ping");
        pass(1);
        assertThat(events).hasSize(7).endsWith("dead");
    }

    @Test
    void startingTwiceIsStartingOnce() {
        liveness.start();
        liveness.start();
        assertThat(loop.timers()).isEqualTo(1);
    }

    @Test
    void anIntervalOfZeroMeansNever() {
        Liveness never = liveness(Duration.ZERO);
        never.start();
        never.heard();
        pass(1000);
        never.stop();
        assertThat(events).isEmpty();
        assertThat(loop.timers()).isZero();
    }
}
