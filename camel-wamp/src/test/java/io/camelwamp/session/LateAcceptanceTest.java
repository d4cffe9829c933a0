package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Payload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The router accepts what we have stopped waiting for. */
class LateAcceptanceTest {
    private final Story story = Story.open();
    private final Story.Calls calls = new Story.Calls();
    private Registration registration;

    @BeforeEach
    void registerWithoutAnswer() {
        registration = story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']");
        story.advance(Story.REQUEST_TIMEOUT);
        assertThat(registration.isActive()).isFalse();
        assertThat(calls.refusals).hasSize(1);
    }

    @Test
    void usesARegistrationThatCameLate() {
        story.router.sends("[65, 1, 9]", "[68, 1, 9, {}]");

        calls.last().complete(Payload.EMPTY);
        story.router.expects("[70, 1, {}]");
        assertThat(registration.isActive()).isTrue();
        story.advance(Story.MAX_DELAY);
        story.router.expectsNothing();
    }

    @Test
    void isNotShakenByTheRefusalOfTheSecondAttempt() {
        story.advance(Story.FIRST_DELAY);
        story.router.expects("[64, 2, {}, 'a.b']");

        story.router.sends("[65, 1, 9]", "[8, 64, 2, {}, 'wamp.error.procedure_already_exists']");

        assertThat(registration.isActive()).isTrue();
        assertThat(calls.refusals).hasSize(1);
        story.advance(Story.MAX_DELAY);
        story.router.expectsNothing();
    }

    @Test
    void holdsItOnceIfBothAttemptsAreAccepted() {
        story.advance(Story.FIRST_DELAY);
        story.router.expects("[64, 2, {}, 'a.b']").sends("[65, 1, 9]", "[65, 2, 9]");

        registration.unregister();

        story.router.expects("[66, 3, 9]").expectsNothing();
    }

    @Test
    void givesBothBackIfTheAttemptsGaveTwoIds() {
        story.advance(Story.FIRST_DELAY);
        story.router.expects("[64, 2, {}, 'a.b']").sends("[65, 1, 9]", "[65, 2, 10]");

        var released = registration.unregister();

        story.router.expects("[66, 3, 9]").expects("[66, 4, 10]").sends("[67, 3]");
        assertThat(released).isNotDone();
        story.router.sends("[67, 4]");
        assertThat(released).isCompleted();
    }

    @Test
    void givesBackWhatNobodyWantsAnyMore() {
        registration.unregister();
        story.router.expectsNothing();

        story.router.sends("[65, 1, 9]");

        story.router.expects("[66, 2, 9]").sends("[67, 2]").expectsNothing();
    }

    @Test
    void usesASubscriptionThatCameLate() {
        Story.Events events = new Story.Events();
        Subscription subscription = story.subscribe("a.t", events);
        story.router.expects("[32, 2, {}, 'a.t']").sends("[65, 1, 9]");
        story.advance(Story.REQUEST_TIMEOUT);
        assertThat(subscription.isActive()).isFalse();

        story.router.sends("[33, 2, 77]", "[36, 77, 1, {}, ['event']]");

        assertThat(events.values()).containsExactly("event");
        assertThat(subscription.isActive()).isTrue();
        story.advance(Story.MAX_DELAY);
        story.router.expectsNothing();
    }

    @Test
    void givesASubscriptionBackThatNobodyWantsAnyMore() {
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        story.router.expects("[32, 2, {}, 'a.t']").sends("[65, 1, 9]");
        story.advance(Story.REQUEST_TIMEOUT);
        subscription.unsubscribe();
        story.router.expectsNothing();

        story.router.sends("[33, 2, 77]");

        story.router.expects("[34, 3, 77]").sends("[35, 3]").expectsNothing();
    }
}
