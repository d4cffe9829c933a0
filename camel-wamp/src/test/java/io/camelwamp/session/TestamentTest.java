package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TestamentTest {
    private static final String SET =
            "[48, 1, {}, 'wamp.session.add_testament', ['a.gone', ['x'], {k: 1}], {publish_options: {}, scope: 'destroyed'}]";

    private final Story story = Story.with().begin();

    TestamentTest() {
        story.session.addTestament(new Testament(
                "a.gone", PublishOptions.NONE, Payload.of(List.of("x"), Map.of("k", 1)), Testament.Scope.DESTROYED));
    }

    @Test
    void isSetInEachSessionBeforeThatIsReady() {
        story.router.opensSession().expects(SET).expectsNothing();
        assertThat(story.session.isReady()).isFalse();
        story.router.sends("[50, 1, {}]");
        assertThat(story.session.isReady()).isTrue();

        story.reconnect();

        story.router.expects(SET);
        assertThat(story.session.isReady()).isFalse();
    }

    @Test
    void doesNotKeepASessionFromItsWorkIfTheRouterRefuses() {
        story.router.opensSession().expects(SET).sends("[8, 48, 1, {}, 'wamp.error.no_such_procedure']");

        assertThat(story.session.isReady()).isTrue();
    }

    @Test
    void isTakenBackBeforeTheSessionIsLeft() {
        story.router.opensSession().expects(SET).sends("[50, 1, {}]");

        CompletableFuture<Void> left = story.session.leave();
        story.router
                .expects("[48, 2, {}, 'wamp.session.flush_testaments', [], {scope: 'destroyed'}]")
                .expectsNothing()
                .sends("[50, 2, {}]")
                .expects("[6, {}, 'wamp.close.close_realm']")
                .sends("[6, {}, 'wamp.close.goodbye_and_out']");

        story.resultOf(left);
    }

    @Test
    void doesNotKeepASessionThatWantsToLeaveForEver() {
        story.router.opensSession().expects(SET).sends("[50, 1, {}]");
        story.session.leave();
        story.router.expects("[48, 2, {}, 'wamp.session.flush_testaments', [], {scope: 'destroyed'}]");

        story.advance(Story.LEAVE_TIMEOUT);

        story.router.expects("[6, {}, 'wamp.close.close_realm']");
    }
}
