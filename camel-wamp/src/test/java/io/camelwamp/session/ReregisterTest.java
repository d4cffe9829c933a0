package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.RegisterOptions;
import org.junit.jupiter.api.Test;

/** A session may hold a procedure once: giving it up and asking for it again keep their order. */
class ReregisterTest {
    private final Story story = Story.open();
    private final Story.Calls first = new Story.Calls();
    private final Story.Calls second = new Story.Calls();

    @Test
    void asksAgainWhenTheAbandonedRegistrationWasAcceptedAndGivenBack() {
        story.register("a.b", first).unregister();
        Registration again = story.register("a.b", second);
        story.router.expects("[64, 1, {}, 'a.b']").expectsNothing();

        story.router.sends("[65, 1, 9]");
        story.router.expects("[66, 2, 9]").expectsNothing();
        story.router.sends("[67, 2]");

        story.router.expects("[64, 3, {}, 'a.b']").sends("[65, 3, 10]");
        assertThat(again.isActive()).isTrue();
        assertThat(second.refusals).isEmpty();
    }

    @Test
    void asksAgainWhenTheAbandonedRegistrationWasRefused() {
        story.register("a.b", first).unregister();
        Registration again = story.register("a.b", second);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[8, 64, 1, {}, 'wamp.error.not_authorized']");

        story.router.expects("[64, 2, {}, 'a.b']").sends("[65, 2, 10]");

        assertThat(again.isActive()).isTrue();
        assertThat(first.refusals).isEmpty();
    }

    @Test
    void asksAgainWhenTheRouterHasConfirmedThatItWasGivenBack() {
        Registration registration = story.register("a.b", first);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");
        registration.unregister();
        story.router.expects("[66, 2, 9]");

        Registration again = story.register("a.b", second);
        story.router.expectsNothing();
        story.router.sends("[67, 2]").expects("[64, 3, {}, 'a.b']").sends("[65, 3, 10]");

        assertThat(again.isActive()).isTrue();
    }

    @Test
    void asksAgainIfTheRouterNeverConfirms() {
        Registration registration = story.register("a.b", first);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");
        registration.unregister();
        story.router.expects("[66, 2, 9]");

        story.register("a.b", second);
        story.advance(Story.REQUEST_TIMEOUT);

        story.router.expects("[64, 3, {}, 'a.b']");
    }

    @Test
    void asksOnceHoweverOftenItWasGivenUpMeanwhile() {
        story.register("a.b", first).unregister();
        for (int i = 0; i < 5; i++) {
            story.register("a.b", first).unregister();
        }
        Registration last = story.register("a.b", second);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");

        story.router.expects("[66, 2, 9]").sends("[67, 2]");

        story.router.expects("[64, 3, {}, 'a.b']").sends("[65, 3, 10]").expectsNothing();
        assertThat(last.isActive()).isTrue();
    }

    @Test
    void doesNotWaitForOthers() {
        story.register("a.b", first).unregister();
        story.router.expects("[64, 1, {}, 'a.b']");

        story.register("a.c", second);
        story.session.register(
                "a.b", RegisterOptions.NONE.with("match", MatchPolicy.PREFIX.wireName()), second, Story.AT_ONCE);

        story.router.expects("[64, 2, {}, 'a.c']").expects("[64, 3, {match: 'prefix'}, 'a.b']");
    }

    @Test
    void asksInTheNextSessionForWhatHasWaitedInThis() {
        story.register("a.b", first).unregister();
        Registration again = story.register("a.b", second);
        story.router.expects("[64, 1, {}, 'a.b']");

        story.reconnect();

        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 10]");
        assertThat(again.isActive()).isTrue();
    }
}
