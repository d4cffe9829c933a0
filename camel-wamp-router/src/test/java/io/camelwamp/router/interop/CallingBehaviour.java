package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.Registration;
import io.camelwamp.session.WampCall;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Our client calls and is called. */
interface CallingBehaviour extends RouterFixture {
    /** What a call fails with. */
    static WampException failure(WampCall call) {
        return catchThrowableOfType(WampException.class, () -> OwnClient.await(call));
    }

    @Test
    default void carriesArgumentsAndResults() {
        join().register(name(".echo"), invocation -> invocation.complete(invocation.payload()));
        OwnClient caller = join();

        assertThat(OwnClient.await(caller.call(name(".echo"), BOTH_KINDS))).isEqualTo(BOTH_KINDS);
        assertThat(OwnClient.await(caller.call(name(".echo"), Content.EMPTY))).isEqualTo(Content.EMPTY);
    }

    @Test
    default void answersManyCallsAtOnce() {
        join().register(name(".echo"), invocation -> invocation.complete(invocation.payload()));
        OwnClient caller = join();
        List<Content> sent = IntStream.range(0, 300).mapToObj(Content::of).toList();

        List<WampCall> calls = sent.stream()
                .map(content -> caller.call(name(".echo"), content))
                .toList();

        assertThat(calls.stream().map(OwnClient::await).toList()).isEqualTo(sent);
    }

    @Test
    default void carriesErrorsWithTheirArguments() {
        join().register(
                        name(".fails"),
                        invocation -> invocation.fail(
                                new WampException("com.example.error.sour", BOTH_KINDS.args(), BOTH_KINDS.kwargs())));

        WampException error = failure(join().call(name(".fails"), Content.EMPTY));

        checkError(error, "com.example.error.sour", BOTH_KINDS);
    }

    @Test
    default void tellsTheCallerOfAHandlerThatThrows() {
        join().register(name(".throws"), invocation -> {
            throw new IllegalStateException("broken");
        });

        WampException error = failure(join().call(name(".throws"), Content.EMPTY));

        checkError(error, Uris.RUNTIME_ERROR, null);
    }

    /** What the caller gets of an error that the callee answered with; {@code content} may be any if it is null. */
    default void checkError(WampException error, String uri, Content content) {
        assertThat(error.uri()).isEqualTo(uri);
        if (content != null) {
            assertThat(Content.of(error.payload())).isEqualTo(content);
        }
    }

    @Test
    default void findsNoProcedureThatNobodyHasRegistered() {
        WampException error = failure(join().call(name(".nobody"), BOTH_KINDS));

        assertThat(error.uri()).isEqualTo(Uris.NO_SUCH_PROCEDURE);
    }

    @Test
    default void findsNoProcedureThatWasUnregistered() {
        Registration registration = join().register(name(".gone"), invocation -> {});

        PeerProcess.await(registration.unregister(), "unregister");

        assertThat(failure(join().call(name(".gone"), BOTH_KINDS)).uri()).isEqualTo(Uris.NO_SUCH_PROCEDURE);
    }

    @Test
    default void cannotRegisterWhatAnotherHasRegistered() {
        join().register(name(".taken"), invocation -> {});
        OwnClient second = join();

        WampException refusal =
                catchThrowableOfType(WampException.class, () -> second.register(name(".taken"), invocation -> {}));

        assertThat(refusal.uri()).isEqualTo(Uris.PROCEDURE_ALREADY_EXISTS);
    }

    @Test
    default void servesEveryProcedureUnderAPrefix() {
        CompletableFuture<String> called = new CompletableFuture<>();
        RegisterOptions prefix = RegisterOptions.NONE.with("match", "prefix");
        join().register(name(".all"), prefix, invocation -> {
            called.complete(invocation.procedure());
            invocation.complete(invocation.payload());
        });

        assertThat(OwnClient.await(join().call(name(".all.of.them"), BOTH_KINDS)))
                .isEqualTo(BOTH_KINDS);
        assertThat(called).isCompletedWithValue(name(".all.of.them"));
    }

    @Test
    default void getsPartialResultsBeforeTheLast() {
        join().register(name(".counts"), invocation -> {
            invocation.progress(Content.of(1).payload());
            invocation.progress(Content.of(2).with("half", true).payload());
            invocation.complete(BOTH_KINDS.payload());
        });
        List<Content> partial = new CopyOnWriteArrayList<>();

        Content result = OwnClient.await(join().call(name(".counts"), Content.EMPTY, partial::add));

        assertThat(result).isEqualTo(BOTH_KINDS);
        checkPartialResults(partial);
    }

    /** What comes of two partial results. */
    default void checkPartialResults(List<Content> partial) {
        assertThat(partial).containsExactly(Content.of(1), Content.of(2).with("half", true));
    }

    @Test
    default void interruptsACallThatIsCancelled() {
        CompletableFuture<ReceivedInvocation> invoked = new CompletableFuture<>();
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        join().register(name(".waits"), invocation -> {
            invocation.onInterrupt(() -> interrupted.complete(null));
            invoked.complete(invocation);
        });

        WampCall call = join().call(name(".waits"), BOTH_KINDS);
        PeerProcess.await(invoked, "invocation");
        call.cancel(CancelMode.KILL);

        assertThat(failure(call).uri()).isEqualTo(Uris.CANCELED);
        checkInterrupt(interrupted);
    }

    /** Whether the callee hears that nobody waits for it any more. */
    default void checkInterrupt(CompletableFuture<Void> interrupted) {
        PeerProcess.await(interrupted, "interrupt");
    }

    @Test
    default void goesOnAfterACancelledAndATimedOutCall() {
        join().register(name(".waits"), invocation -> {});
        join().register(name(".echo"), invocation -> invocation.complete(invocation.payload()));
        OwnClient caller = join();
        caller.publish(name(".topic"), Content.EMPTY);
        long session = PeerProcess.await(caller.session().status(), "status").sessionId();

        WampCall cancelled = caller.call(name(".waits"), BOTH_KINDS);
        cancelled.cancel(CancelMode.KILLNOWAIT);
        assertThat(failure(cancelled)).isInstanceOf(WampException.Canceled.class);
        WampCall late = caller.call(CallTarget.of(name(".waits")).withTimeout(Duration.ofMillis(50)), BOTH_KINDS);
        assertThat(failure(late)).isInstanceOf(WampException.TimedOut.class);

        assertThat(OwnClient.await(caller.call(name(".echo"), BOTH_KINDS))).isEqualTo(BOTH_KINDS);
        assertThat(PeerProcess.await(caller.session().status(), "status").sessionId())
                .isEqualTo(session);
    }
}
