package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.WampCall;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerError;
import io.camelwamp.testing.interop.PeerProcess;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.testing.interop.PeerSession.Call;
import io.camelwamp.testing.interop.PeerSession.Invocation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A client that somebody else wrote calls and is called at our router, over every entrance and with
 * every serializer, with our own client on the other side. Where a client departs from the
 * specification, its test says what it does instead.
 */
@Timeout(60)
@ParameterizedClass
@MethodSource("ways")
abstract class ForeignCallContract {
    @Parameter(0)
    Entrance entrance;

    @Parameter(1)
    String serializer;

    /** The client that is tested. */
    abstract ForeignClients clients();

    PeerSession join(String otherSerializer) {
        return clients().join(entrance, otherSerializer);
    }

    OwnClient own(String ownSerializer) {
        return clients().own(entrance, ownSerializer);
    }

    static final Map<String, Object> NO_OPTIONS = Map.of();
    static final Content QUESTION = Content.of(1, "two").with("three", List.of(3));
    static final Content ANSWER = Content.of("a", "b").with("c", true);

    @Test
    void callsOurProcedure() {
        CompletableFuture<Content> asked = new CompletableFuture<>();
        own("json").register("com.example.ours", invocation -> {
            asked.complete(Content.of(invocation.payload()));
            invocation.complete(ANSWER.payload());
        });
        PeerSession caller = join(serializer);

        Call call = caller.call("com.example.ours", QUESTION, NO_OPTIONS);

        assertThat(call.await()).isEqualTo(ANSWER);
        assertThat(asked).isCompletedWithValue(QUESTION);
    }

    @Test
    void answersOurCall() {
        PeerSession callee = join(serializer);
        callee.register("com.example.theirs", NO_OPTIONS);

        WampCall call = own("cbor").call("com.example.theirs", QUESTION);
        Invocation invocation = callee.nextInvocation();
        callee.answer(invocation, ANSWER);

        assertThat(OwnClient.await(call)).isEqualTo(ANSWER);
        assertThat(invocation.content()).isEqualTo(QUESTION);
        assertThat(invocation.procedure()).isEqualTo("com.example.theirs");
    }

    @Test
    void answersACallOfAnotherAutobahn() {
        PeerSession callee = join(serializer);
        callee.register("com.example.", Map.of("match", "prefix"));
        PeerSession caller = join("json");

        Call call = caller.call("com.example.by.prefix", QUESTION, NO_OPTIONS);
        Invocation invocation = callee.nextInvocation();
        callee.answer(invocation, Content.EMPTY);

        assertThat(invocation.procedure()).isEqualTo("com.example.by.prefix");
        assertThat(call.await()).isEqualTo(Content.EMPTY);
    }

    @Test
    void hearsOurErrors() {
        own("msgpack")
                .register(
                        "com.example.fails",
                        invocation -> invocation.fail(
                                new WampException("com.example.error.sour", ANSWER.args(), ANSWER.kwargs())));
        PeerSession caller = join(serializer);

        PeerError error =
                catchThrowableOfType(PeerError.class, () -> caller.call("com.example.fails", QUESTION, NO_OPTIONS)
                        .await());

        assertThat(error.uri()).isEqualTo("com.example.error.sour");
        assertThat(error.content()).isEqualTo(ANSWER);
    }

    @Test
    void tellsUsItsErrors() {
        PeerSession callee = join(serializer);
        callee.register("com.example.fails", NO_OPTIONS);

        WampCall call = own("json").call("com.example.fails", QUESTION);
        callee.fail(callee.nextInvocation(), "com.example.error.sour", ANSWER);

        WampException error = catchThrowableOfType(WampException.class, () -> OwnClient.await(call));
        assertThat(error.uri()).isEqualTo("com.example.error.sour");
        assertThat(Content.of(error.payload())).isEqualTo(ANSWER);
    }

    @Test
    void getsOurPartialResults() {
        own("json").register("com.example.counts", invocation -> {
            invocation.progress(Content.of(1).payload());
            invocation.progress(Content.of(2).with("half", true).payload());
            invocation.complete(ANSWER.payload());
        });
        PeerSession caller = join(serializer);

        Call call = caller.call("com.example.counts", QUESTION, Map.of("receive_progress", true));

        assertThat(caller.nextProgress(call)).isEqualTo(Content.of(1));
        assertThat(caller.nextProgress(call)).isEqualTo(Content.of(2).with("half", true));
        assertThat(call.await()).isEqualTo(ANSWER);
    }

    @Test
    void sendsUsPartialResults() {
        PeerSession callee = join(serializer);
        callee.register("com.example.counts", NO_OPTIONS);
        List<Content> partial = new CopyOnWriteArrayList<>();

        WampCall call = own("json").call("com.example.counts", QUESTION, partial::add);
        Invocation invocation = callee.nextInvocation();
        assertThat(invocation.wantsProgress()).isTrue();
        callee.progress(invocation, Content.of(1));
        callee.progress(invocation, Content.of(2).with("half", true));
        callee.answer(invocation, ANSWER);

        assertThat(OwnClient.await(call)).isEqualTo(ANSWER);
        assertThat(partial).containsExactly(Content.of(1), Content.of(2).with("half", true));
    }

    @Test
    void cancelsOurProcedure() {
        CompletableFuture<ReceivedInvocation> invoked = new CompletableFuture<>();
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        own("json").register("com.example.waits", invocation -> {
            invocation.onInterrupt(() -> interrupted.complete(null));
            invoked.complete(invocation);
        });
        PeerSession caller = join(serializer);

        Call call = caller.call("com.example.waits", QUESTION, NO_OPTIONS);
        PeerProcess.await(invoked, "invocation");
        caller.cancel(call, "kill");

        PeerProcess.await(interrupted, "interrupt");
        checkCancelled(catchThrowableOfType(PeerError.class, call::await));
    }

    /** What the foreign caller says about a call that it has cancelled itself. */
    void checkCancelled(PeerError error) {
        assertThat(error.uri()).isEqualTo("wamp.error.canceled");
    }

    /** What the foreign callee does about an invocation whose caller has gone away. */
    void checkAbandoned(PeerSession callee, Invocation invocation) {
        callee.awaitInterrupt(invocation);
    }

    @Test
    void goesOnAfterWeHaveCancelled() {
        PeerSession callee = join(serializer);
        callee.register("com.example.waits", NO_OPTIONS);
        OwnClient caller = own("json");

        WampCall cancelled = caller.call("com.example.waits", QUESTION);
        Invocation abandoned = callee.nextInvocation();
        cancelled.cancel(CancelMode.KILLNOWAIT);
        WampException error = catchThrowableOfType(WampException.class, () -> OwnClient.await(cancelled));
        checkAbandoned(callee, abandoned);
        WampCall next = caller.call("com.example.waits", QUESTION);
        callee.answer(callee.nextInvocation(), ANSWER);

        assertThat(error).isInstanceOf(WampException.Canceled.class);
        assertThat(OwnClient.await(next)).isEqualTo(ANSWER);
    }

    @Test
    void doesNotFindAProcedureThatWasUnregistered() {
        PeerSession peer = join(serializer);
        long registration = peer.register("com.example.gone", NO_OPTIONS);

        peer.unregister(registration);
        PeerError error =
                catchThrowableOfType(PeerError.class, () -> peer.call("com.example.gone", QUESTION, NO_OPTIONS)
                        .await());

        assertThat(error.uri()).isEqualTo("wamp.error.no_such_procedure");
    }

    @Test
    void cannotRegisterWhatAnotherHasRegistered() {
        own("json").register("com.example.taken", ReceivedInvocation::isOver);
        PeerSession second = join(serializer);

        PeerError error = catchThrowableOfType(PeerError.class, () -> second.register("com.example.taken", NO_OPTIONS));

        assertThat(error.uri()).isEqualTo("wamp.error.procedure_already_exists");
    }
}
