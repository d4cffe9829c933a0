package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.bridge.interop.AutobahnPeer.Call;
import io.camelwamp.bridge.interop.AutobahnPeer.Invocation;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.WampCall;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** autobahn-js calls and is called at our router, with our own client on the other side. */
@NeedsPeers(Peer.AUTOBAHN)
class AutobahnCallTest {
    @RegisterExtension
    static final Interop INTEROP = new Interop();

    private static final Map<String, Object> NO_OPTIONS = Map.of();
    private static final Content QUESTION = Content.of(1, "two").with("three", List.of(3));
    private static final Content ANSWER = Content.of("a", "b").with("c", true);

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void callsOurProcedure(String serializer) {
        CompletableFuture<Content> asked = new CompletableFuture<>();
        INTEROP.own("json").register("com.example.ours", invocation -> {
            asked.complete(Content.of(invocation.payload()));
            invocation.complete(ANSWER.payload());
        });
        AutobahnPeer caller = INTEROP.autobahn(serializer);

        Call call = caller.call("com.example.ours", QUESTION, NO_OPTIONS);

        assertThat(call.await()).isEqualTo(ANSWER);
        assertThat(asked).isCompletedWithValue(QUESTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void answersOurCall(String serializer) {
        AutobahnPeer callee = INTEROP.autobahn(serializer);
        callee.register("com.example.theirs", NO_OPTIONS);

        WampCall call = INTEROP.own("cbor").call("com.example.theirs", QUESTION);
        Invocation invocation = callee.nextInvocation();
        callee.answer(invocation, ANSWER);

        assertThat(OwnClient.await(call)).isEqualTo(ANSWER);
        assertThat(invocation.content()).isEqualTo(QUESTION);
        assertThat(invocation.procedure()).isEqualTo("com.example.theirs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void answersACallOfAnotherAutobahn(String serializer) {
        AutobahnPeer callee = INTEROP.autobahn(serializer);
        callee.register("com.example.", Map.of("match", "prefix"));
        AutobahnPeer caller = INTEROP.autobahn("json");

        Call call = caller.call("com.example.by.prefix", QUESTION, NO_OPTIONS);
        Invocation invocation = callee.nextInvocation();
        callee.answer(invocation, Content.EMPTY);

        assertThat(invocation.procedure()).isEqualTo("com.example.by.prefix");
        assertThat(call.await()).isEqualTo(Content.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void hearsOurErrors(String serializer) {
        INTEROP.own("msgpack")
                .register(
                        "com.example.fails",
                        invocation -> invocation.fail(
                                new WampException("com.example.error.sour", ANSWER.args(), ANSWER.kwargs())));
        AutobahnPeer caller = INTEROP.autobahn(serializer);

        PeerError error =
                catchThrowableOfType(PeerError.class, () -> caller.call("com.example.fails", QUESTION, NO_OPTIONS)
                        .await());

        assertThat(error.uri()).isEqualTo("com.example.error.sour");
        assertThat(error.content()).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void tellsUsItsErrors(String serializer) {
        AutobahnPeer callee = INTEROP.autobahn(serializer);
        callee.register("com.example.fails", NO_OPTIONS);

        WampCall call = INTEROP.own("json").call("com.example.fails", QUESTION);
        callee.fail(callee.nextInvocation(), "com.example.error.sour", ANSWER);

        WampException error = catchThrowableOfType(WampException.class, () -> OwnClient.await(call));
        assertThat(error.uri()).isEqualTo("com.example.error.sour");
        assertThat(Content.of(error.payload())).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void getsOurPartialResults(String serializer) {
        INTEROP.own("json").register("com.example.counts", invocation -> {
            invocation.progress(Content.of(1).payload());
            invocation.progress(Content.of(2).with("half", true).payload());
            invocation.complete(ANSWER.payload());
        });
        AutobahnPeer caller = INTEROP.autobahn(serializer);

        Call call = caller.call("com.example.counts", QUESTION, Map.of("receive_progress", true));

        assertThat(caller.nextProgress(call)).isEqualTo(Content.of(1));
        assertThat(caller.nextProgress(call)).isEqualTo(Content.of(2).with("half", true));
        assertThat(call.await()).isEqualTo(ANSWER);
    }

    /**
     * autobahn-js announces progressive results without cancelling, and the router must then take
     * it for a callee without both (spec: advanced/rpc_progressive_call_results.md).
     */
    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void isNotAskedForPartialResults(String serializer) {
        AutobahnPeer callee = INTEROP.autobahn(serializer);
        callee.register("com.example.counts", NO_OPTIONS);
        List<Content> partial = new CopyOnWriteArrayList<>();

        WampCall call = INTEROP.own("json").call("com.example.counts", QUESTION, partial::add);
        Invocation invocation = callee.nextInvocation();
        callee.answer(invocation, ANSWER);

        assertThat(invocation.wantsProgress()).isFalse();
        assertThat(OwnClient.await(call)).isEqualTo(ANSWER);
        assertThat(partial).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void cancelsOurProcedure(String serializer) {
        CompletableFuture<ReceivedInvocation> invoked = new CompletableFuture<>();
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        INTEROP.own("json").register("com.example.waits", invocation -> {
            invocation.onInterrupt(() -> interrupted.complete(null));
            invoked.complete(invocation);
        });
        AutobahnPeer caller = INTEROP.autobahn(serializer);

        Call call = caller.call("com.example.waits", QUESTION, NO_OPTIONS);
        NodePeer.await(invoked, "invocation");
        caller.cancel(call, "kill");

        NodePeer.await(interrupted, "interrupt");
        PeerError error = catchThrowableOfType(PeerError.class, call::await);
        assertThat(error.uri()).isEqualTo("wamp.error.canceled");
    }

    /** autobahn-js cannot be interrupted, and would take INTERRUPT for a violation. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void survivesThatWeCancel(String serializer) {
        AutobahnPeer callee = INTEROP.autobahn(serializer);
        callee.register("com.example.waits", NO_OPTIONS);
        OwnClient caller = INTEROP.own("json");

        WampCall cancelled = caller.call("com.example.waits", QUESTION);
        Invocation late = callee.nextInvocation();
        cancelled.cancel(CancelMode.KILLNOWAIT);
        WampException error = catchThrowableOfType(WampException.class, () -> OwnClient.await(cancelled));
        callee.answer(late, Content.of("too late"));
        WampCall next = caller.call("com.example.waits", QUESTION);
        callee.answer(callee.nextInvocation(), ANSWER);

        assertThat(error).isInstanceOf(WampException.Canceled.class);
        assertThat(OwnClient.await(next)).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void doesNotFindAProcedureThatWasUnregistered(String serializer) {
        AutobahnPeer peer = INTEROP.autobahn(serializer);
        long registration = peer.register("com.example.gone", NO_OPTIONS);

        peer.unregister(registration);
        PeerError error =
                catchThrowableOfType(PeerError.class, () -> peer.call("com.example.gone", QUESTION, NO_OPTIONS)
                        .await());

        assertThat(error.uri()).isEqualTo("wamp.error.no_such_procedure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void cannotRegisterWhatAnotherHasRegistered(String serializer) {
        INTEROP.own("json").register("com.example.taken", ReceivedInvocation::isOver);
        AutobahnPeer second = INTEROP.autobahn(serializer);

        PeerError error = catchThrowableOfType(PeerError.class, () -> second.register("com.example.taken", NO_OPTIONS));

        assertThat(error.uri()).isEqualTo("wamp.error.procedure_already_exists");
    }
}
