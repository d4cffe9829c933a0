package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.WampException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What failures say: where, and why. */
class RefusalTextTest {
    @Test
    void aRequestThatFoundNoSessionTellsWhyThereHasNeverBeenOne() {
        Story story = Story.with().waitForSession(Duration.ofMillis(500)).begin();
        var published = story.publishAcknowledged("a.t");

        story.router
                .accepts()
                .expects("[1, 'realm1', '<details>']")
                .sends("[3, {message: 'no such role'}, 'wamp.error.no_such_role']");
        story.advance(Duration.ofMillis(500));

        assertThat(story.failureOf(published))
                .isInstanceOf(WampException.NotConnected.class)
                .hasMessageContaining("There is no session yet with script://a")
                .hasMessageContaining("no such role")
                .hasMessageContaining("wamp.error.no_such_role");
    }

    @Test
    void aRequestBeforeTheEndOfTheFirstAttemptTellsWhereTo() {
        Story story = Story.with().waitForSession(Duration.ZERO).begin();

        assertThat(story.failureOf(story.publishAcknowledged("a.t")))
                .hasMessageContaining("There is no session yet with script://a");
    }

    @Test
    void aSessionThatRegistersAProcedureTwiceIsToldWhatWouldHelp() {
        Story story = Story.open();
        Story.Calls first = new Story.Calls();
        Story.Calls second = new Story.Calls();
        story.register("a.b", first);
        story.register("a.b", second);
        story.router
                .expects("[64, 1, {}, 'a.b']")
                .expects("[64, 2, {}, 'a.b']")
                .sends("[65, 1, 9]", "[8, 64, 2, {}, 'wamp.error.procedure_already_exists']");

        assertThat(first.refusals).isEmpty();
        assertThat(second.refusals).singleElement().satisfies(refusal -> assertThat(refusal)
                .hasMessageContaining("a session registers a procedure once")
                .hasMessageContaining("sessionGroup"));
    }

    @Test
    void aProcedureThatAnotherSessionHoldsIsRefusedInTheRoutersWords() {
        Story story = Story.open();
        Story.Calls calls = new Story.Calls();
        story.register("a.b", calls);

        story.router
                .expects("[64, 1, {}, 'a.b']")
                .sends("[8, 64, 1, {}, 'wamp.error.procedure_already_exists', ['taken']]");

        assertThat(calls.refusals).singleElement().satisfies(refusal -> assertThat(refusal)
                .hasMessageContaining("taken"));
    }
}
