package io.camelwamp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.protocol.Payload;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A script that is not followed must fail, and say how. */
class ScriptedRouterTest {
    private final VirtualTimeLoop loop = new VirtualTimeLoop();
    private final ScriptedRouter router = new ScriptedRouter(loop);
    private final WampSession session = WampSession.open(config(), loop.asLoops());

    private SessionConfig config() {
        return new SessionConfig(
                "realm1",
                List.of(ScriptedRouter.target("a")),
                List.of(router),
                List.of(new AnonymousAuthenticator()),
                ReconnectPolicy.DEFAULT,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                false);
    }

    private static void fails(ThrowingCallable line, String... texts) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(line)
                .satisfies(error -> assertThat(error.getMessage()).contains(texts));
    }

    private void calls() {
        session.call(CallTarget.of("a.b"), Payload.ofArgs(1));
    }

    @Test
    void failsIfAnotherMessageComes() {
        router.opensSession();
        calls();

        fails(
                () -> router.expects("[48, 1, {}, 'a.c', [1]]"),
                "expected [48,1,{},\"a.c\",[1]]",
                "saw [48,1,{},\"a.b\",[1]]",
                "router  [2,9129137332");
    }

    @Test
    void failsIfNothingComes() {
        router.opensSession();

        fails(() -> router.expects("[48, 1, {}, 'a.b']"), "saw nothing");
    }

    @Test
    void failsIfSomethingComes() {
        router.opensSession();
        calls();

        fails(router::expectsNothing, "expected no message", "a.b");
    }

    @Test
    void failsIfTheClientDoesNotConnect() {
        router.opensSession();

        fails(router::accepts, "expected an attempt to connect, but saw none");
    }

    @Test
    void failsIfTheClientConnects() {
        fails(router::expectsNoConnection, "one to script://a");
    }

    @Test
    void failsIfTheClientConnectsElsewhere() {
        fails(() -> router.expectsConnectionTo("b"), "a connection to b", "one to a");
    }

    @Test
    void failsIfTheConnectionStaysOpen() {
        router.opensSession();

        fails(router::expectsClose, "the end of the connection");
    }

    @Test
    void lookInsideDetailsOnlyAsFarAsAsked() {
        router.accepts().expects("[1, 'realm1', '<details authmethods=[anonymous] roles>']");
        loop.advance(Duration.ofMinutes(1));

        router.accepts();
        fails(() -> router.expects("[1, 'realm1', '<details authmethods=[ticket]>']"), "authmethods=[ticket]");
    }

    @Test
    void waitsForClientsOnOtherThreads() throws Exception {
        router.patient(Duration.ofSeconds(30)).opensSession();
        Thread other = new Thread(this::calls);
        other.start();

        router.expects("[48, 1, {}, 'a.b', [1]]");

        other.join();
    }

    @Test
    void holdsBackWhatThePausingClientDoesNotRead() {
        router.opensSession();

        assertThat(router.isHeldBack()).isFalse();
        assertThat(router.pauses()).isZero();
    }
}
