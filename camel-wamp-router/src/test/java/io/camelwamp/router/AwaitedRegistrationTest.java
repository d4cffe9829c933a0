package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An application that waits until a procedure can be called. */
class AwaitedRegistrationTest {
    private static final String PROCEDURE = "com.app.add2";

    private final RouterHarness harness = new RouterHarness();

    private CompletableFuture<Void> awaited() {
        CompletableFuture<Void> awaited =
                harness.router.whenRegistered(REALM, PROCEDURE).toCompletableFuture();
        harness.loop.run();
        return awaited;
    }

    @Test
    void isToldOfTheVeryProcedureAndOfNoOther() {
        CompletableFuture<Void> first = awaited();
        CompletableFuture<Void> second = awaited();
        TestClient callee = harness.join(ABLE);
        callee.register("com.app.other");
        callee.register(PROCEDURE, "match", "prefix");
        assertThat(first).isNotDone();

        callee.register(PROCEDURE);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(awaited()).isCompleted();
        assertThat(harness.loop.timers()).isZero();
    }

    @Test
    void whoGivesUpTakesNothingFromTheOthers() {
        CompletableFuture<Void> first = awaited();
        CompletableFuture<Void> second = awaited();
        first.cancel(false);

        harness.join(ABLE).register(PROCEDURE);

        assertThat(second).isCompleted();
    }

    @Test
    void waitsNoLongerThanTheRouterIsOpen() {
        CompletableFuture<Void> before = awaited();

        harness.router.closeAsync();
        harness.loop.run();

        assertThat(before).isCompletedExceptionally();
        assertThat(awaited()).isCompletedExceptionally();
    }

    @Test
    void aRealmThatIsNotConfiguredIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> harness.router.whenRegistered("realm2", PROCEDURE))
                .withMessage("The router has no realm 'realm2'; there are [realm1]");
    }
}
