package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelwamp.protocol.Uris;
import io.camelwamp.vectors.Vectors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that a router must not send, or not now. */
class StateViolationTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Vectors.Vector> vectors() {
        return Vectors.load("invalid-message").stream()
                .filter(vector -> "state".equals(vector.subkind()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void abortsTheSessionOverAMessageThatIsWrongInItsState(Vectors.Vector vector) {
        boolean established = vector.input().get("state").equals("established");
        Story story = established ? Story.open() : Story.with().begin();
        if (!established) {
            story.router.accepts().expects("[1, 'realm1', '<details>']");
        }

        story.router.sends(JSON.valueToTree(vector.input().get("wmsg")).toString());

        story.router
                .expects("[3, '<details message>', 'wamp.error.protocol_violation']")
                .expectsNothing()
                .expectsClose();
        assertThat(story.heard.lastEnd)
                .returns(SessionEnd.Kind.VIOLATION, SessionEnd::kind)
                .returns(Uris.PROTOCOL_VIOLATION, SessionEnd::uri);
    }

    @Test
    void knowsEveryVector() {
        assertThat(vectors()).hasSize(14);
    }

    @Test
    void triesAgainAfterAViolation() {
        Story story = Story.open();
        story.router.sends("[2, 5, {roles: {broker: {}}}]").expectsClose();

        story.waitForReconnect();

        story.router.opensSession();
        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void refusesAnAnswerWhoseTypeIsNotThatOfTheRequest() {
        Story story = Story.open();
        story.call("a.b");
        story.router.expects("[48, 1, {}, 'a.b']");

        story.router.sends("[17, 1, 5]");

        story.router.expects("[3, '<details message>', 'wamp.error.protocol_violation']");
        assertThat(story.heard.lastEnd.text()).contains("PUBLISHED for PUBLISH 1", "another type");
    }

    @Test
    void refusesAnErrorForARequestOfAnotherType() {
        Story story = Story.open();
        story.call("a.b");
        story.router.expects("[48, 1, {}, 'a.b']");

        story.router.sends("[8, 34, 1, {}, 'a.error']");

        story.router.expects("[3, '<details message>', 'wamp.error.protocol_violation']");
    }

    @Test
    void refusesASecondInvocationWithTheIdOfARunningOne() {
        Story story = Story.open();
        story.register("a.b", new Story.Calls());
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {}]");

        story.router.sends("[68, 1, 9, {}]");

        story.router.expects("[3, '<details message>', 'wamp.error.protocol_violation']");
    }

    @Test
    void abortsOverOctetsThatAreNoMessage() {
        Story story = Story.open();

        story.router.sendsOctets(List.of("{\"not\": \"a list\"}"));

        story.router
                .expects("[3, '<details message>', 'wamp.error.protocol_violation']")
                .expectsClose();
    }

    @Test
    void saysNothingMoreOverOctetsThatAreNoMessageOnceItHasSaidGoodbye() {
        Story story = Story.open();
        var left = story.session.leave();
        story.router.expects("[6, {}, 'wamp.close.close_realm']");

        story.router.sendsOctets(List.of("rubbish"));

        story.router.expectsNothing().expectsClose();
        assertThat(left).isCompleted();
    }

    @ParameterizedTest
    @EnumSource(SessionState.class)
    void knowsNoWayBackFromTheEnd(SessionState state) {
        assertThat(catchThrowable(() -> SessionState.CLOSED.to(state))).isInstanceOf(IllegalStateException.class);
        if (state != SessionState.CLOSED) {
            assertThat(state.to(SessionState.CLOSED)).isEqualTo(SessionState.CLOSED);
        }
    }

    @Test
    void knowsNoWayFromConnectingToEstablished() {
        assertThat(catchThrowable(() -> SessionState.CONNECTING.to(SessionState.ESTABLISHED)))
                .hasMessageContaining("CONNECTING")
                .hasMessageContaining("ESTABLISHED");
    }
}
