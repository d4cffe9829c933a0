package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.testing.HandExecutor;
import io.camelwamp.testing.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that find no room are told in two lines, however many they are. */
class CallBurstTest {
    private static final int CAPACITY = 4;
    private static final String BEGIN =
            "WARN Calls of a.b are answered with wamp.error.unavailable: 4 are waiting already";

    private final Story story = Story.open();
    private final HandExecutor executor = new HandExecutor();
    private final Registration registration = story.session.register(
            "a.b", RegisterOptions.NONE, new Story.Calls(), new LaneConfig(executor, CAPACITY, 100, Overflow.PAUSE));
    private final LogCapture log = new LogCapture("io.camelwamp", Level.WARN);
    private int calls;

    CallBurstTest() {
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private void sendsCalls(int count) {
        for (int i = 0; i < count; i++) {
            story.router.sends("[68, %d, 9, {}]".formatted(++calls));
        }
    }

    private void handlesAll() {
        executor.runAll();
        story.loop.run();
    }

    @Test
    void logsWhenItBeginsAndHowManyTheyWereAsSoonAsThereIsRoomAgain() {
        sendsCalls(CAPACITY + 3);
        assertThat(log.lines()).containsExactly(BEGIN);

        handlesAll();

        assertThat(log.lines()).containsExactly(BEGIN, "WARN 3 calls of a.b were answered with wamp.error.unavailable");
        assertThat(registration.lost()).isEqualTo(3);
    }

    @Test
    void countsEachBurstAnew() {
        sendsCalls(CAPACITY + 3);
        handlesAll();
        sendsCalls(CAPACITY);
        handlesAll();
        sendsCalls(CAPACITY + 1);
        handlesAll();

        assertThat(log.lines())
                .containsExactly(
                        BEGIN,
                        "WARN 3 calls of a.b were answered with wamp.error.unavailable",
                        BEGIN,
                        "WARN 1 calls of a.b were answered with wamp.error.unavailable");
    }

    @Test
    void logsTheirNumberWhenTheRegistrationIsGivenUp() {
        sendsCalls(CAPACITY + 2);

        registration.unregister();
        story.loop.run();
        handlesAll();

        assertThat(log.lines()).containsExactly(BEGIN, "WARN 2 calls of a.b were answered with wamp.error.unavailable");
    }

    @Test
    void logsTheirNumberWhenTheSessionIsClosed() {
        sendsCalls(CAPACITY + 2);

        story.session.close();
        story.loop.run();

        assertThat(log.lines()).containsExactly(BEGIN, "WARN 2 calls of a.b were answered with wamp.error.unavailable");
    }
}
