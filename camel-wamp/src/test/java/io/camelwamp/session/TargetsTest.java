package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Uris;
import io.camelwamp.session.SessionEnd.Kind;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final ReconnectPolicy POLICY = new ReconnectPolicy(
            Duration.ofSeconds(2), Duration.ofSeconds(60), 0, Duration.ofSeconds(10), Duration.ofSeconds(60));

    private final Targets targets = new Targets(
            Stream.of("a", "b", "c")
                    .map(name -> TransportConfig.of(URI.create("ws://" + name)))
                    .toList(),
            POLICY);
    private long now = -5; // System.nanoTime() may be negative

    /** The one in use fails; tells how long to wait, in milliseconds. */
    private long fails(Kind kind, boolean stable) {
        SessionEnd end = new SessionEnd(kind, Uris.NETWORK_FAILURE, "for the test");
        return targets.failed(end, stable, now, 0).toMillis();
    }

    private String current() {
        return targets.current().uri().getHost();
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void theFirstIsTriedFirst() {
        assertThat(current()).isEqualTo("a");
    }

    @Test
    void thoseThatWereNotTriedAreNotWaitedFor() {
        assertThat(fails(Kind.UNREACHABLE, false)).isZero();
        assertThat(current()).isEqualTo("b");
        assertThat(fails(Kind.UNREACHABLE, false)).isZero();
        assertThat(current()).isEqualTo("c");
    }

    @Test
    void whenAllHaveFailedTheOneThatMayBeTriedSoonestIsNext() {
        fails(Kind.UNREACHABLE, false);
        pass(300);
        fails(Kind.UNREACHABLE, false);
        pass(300);
        assertThat(fails(Kind.UNREACHABLE, false))
                .as("a may be tried a second after it failed")
                .isEqualTo(400);
        assertThat(current()).isEqualTo("a");
        pass(400);
        assertThat(fails(Kind.UNREACHABLE, false)).isEqualTo(300);
        assertThat(current()).isEqualTo("b");
    }

    @Test
    void eachHasABackOffOfItsOwn() {
        // b lets in and throws out again; the others cannot be reached.
        for (int round = 0; round < 3; round++) {
            while (!current().equals("b")) {
                pass(fails(Kind.UNREACHABLE, false));
            }
            pass(fails(Kind.GOODBYE, false));
        }
        while (!current().equals("b")) {
            pass(fails(Kind.UNREACHABLE, false));
        }
        // A stable session there begins its count anew, and only its own.
        fails(Kind.GOODBYE, true);
        assertThat(current()).isNotEqualTo("b");
        assertThat(fails(Kind.UNREACHABLE, false)).isLessThanOrEqualTo(1000);
        assertThat(current()).isEqualTo("b");
    }

    @Test
    void aStableSessionWhoseConnectionBrokeStaysWithItsRouter() {
        assertThat(fails(Kind.LOST, true)).isEqualTo(1000);
        assertThat(current()).isEqualTo("a");
        assertThat(fails(Kind.UNREACHABLE, false)).isZero();
        assertThat(current()).isEqualTo("b");
    }

    @Test
    void otherEndsLeadToTheNextOne() {
        for (Kind kind : new Kind[] {Kind.GOODBYE, Kind.ABORTED, Kind.VIOLATION, Kind.SILENT}) {
            String before = current();
            fails(kind, true);
            assertThat(current()).as("after %s", kind).isNotEqualTo(before);
        }
        fails(Kind.LOST, false);
        assertThat(current()).as("after an unstable session").isNotEqualTo("b");
    }

    @Test
    void clientsOfARouterThatEndsAreSpread() {
        SessionEnd goodbye = new SessionEnd(Kind.GOODBYE, Uris.SYSTEM_SHUTDOWN, "for the test");

        assertThat(targets.failed(goodbye, true, now, 0.75)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void aSingleOneIsTriedWithGrowingDelays() {
        Targets single = new Targets(java.util.List.of(TransportConfig.of(URI.create("ws://a"))), POLICY);
        SessionEnd end = new SessionEnd(Kind.UNREACHABLE, Uris.NETWORK_FAILURE, "for the test");

        assertThat(single.failed(end, false, now, 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(single.failed(end, false, now, 0)).isEqualTo(Duration.ofSeconds(2));
        assertThat(single.failed(end, true, now, 0)).isEqualTo(Duration.ofSeconds(1));
    }
}
