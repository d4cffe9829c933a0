package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.YieldOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Results and errors that routers do not look into (spec: advanced/payload_passthru_mode.md). */
class PassthruAnswerTest {
    private static final String ABLE =
            "[2, 1, {roles: {broker: {}, dealer: {features: {payload_passthru_mode: true, progressive_call_results: true}}}}]";
    private static final String UNABLE = "[2, 1, {roles: {broker: {}, dealer: {features: {call_canceling: true}}}}]";
    private static final YieldOptions FORM = YieldOptions.NONE.with("ppt_scheme", "x_mine");
    private static final Payload OCTETS = Payload.ofArgs(new byte[] {1});

    private final Story story = Story.with().begin();
    private final Story.Calls calls = new Story.Calls();

    private void registersAt(String welcome) {
        story.router.accepts().expects("[1, 'realm1', '<details>']").sends(welcome);
        story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]");
    }

    @Test
    void goOutWithWhatDescribesThem() {
        registersAt(ABLE);
        story.router.sends("[68, 1, 9, {receive_progress: true}]");
        calls.last().progress(OCTETS, FORM);
        calls.last().complete(OCTETS, FORM);
        story.router
                .expects("[70, 1, {ppt_scheme: 'x_mine', progress: true}, ['\\u0000AQ==']]")
                .expects("[70, 1, {ppt_scheme: 'x_mine'}, ['\\u0000AQ==']]")
                .sends("[68, 2, 9, {}]");

        calls.last().fail(new WampException("a.error", OCTETS, null), FORM.values());

        story.router.expects("[8, 68, 2, {ppt_scheme: 'x_mine'}, 'a.error', ['\\u0000AQ==']]");
    }

    @Test
    void areNotSentToADealerThatWouldTakeThemForAViolation() {
        registersAt(UNABLE);
        story.router.sends("[68, 1, 9, {receive_progress: true}]");

        assertThatExceptionOfType(WampException.class)
                .isThrownBy(() -> calls.last().progress(OCTETS, FORM))
                .returns(Uris.FEATURE_NOT_SUPPORTED, WampException::uri);
        calls.last().complete(OCTETS, FORM);
        story.router
                .expects("[8, 68, 1, {}, 'wamp.error.feature_not_supported', '<args>']")
                .sends("[68, 2, 9, {}]");
        calls.last().fail(new WampException("a.error", OCTETS, null), FORM.values());

        story.router.expects("[8, 68, 2, {}, 'a.error']").expectsNothing();
    }

    @Test
    void mustBeOctets() {
        registersAt(ABLE);
        story.router.sends("[68, 1, 9, {}]");

        calls.last().complete(Payload.ofArgs("text"), FORM);

        story.router.expects("[8, 68, 1, {}, 'wamp.error.invalid_payload', '<args>']");
    }

    @Test
    void anErrorTellsWhatCameWithIt() {
        story.router.accepts().expects("[1, 'realm1', '<details>']").sends(ABLE);
        CompletableFuture<CallResult> result = story.session
                .call(new CallTarget("a.b", CallOptions.NONE, Duration.ZERO, null, null), Payload.EMPTY)
                .result();
        story.router
                .expects("[48, 1, {}, 'a.b']")
                .sends("[8, 48, 1, {ppt_scheme: 'x_mine', ppt_keyid: 'k1'}, 'a.error', ['\\u0000AQ==']]");

        assertThat(result)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(WampException.class, error -> {
                    assertThat(error.details()).isEqualTo(Map.of("ppt_scheme", "x_mine", "ppt_keyid", "k1"));
                    assertThat(error.payload()).isEqualTo(OCTETS);
                });
    }
}
