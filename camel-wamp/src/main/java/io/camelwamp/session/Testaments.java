package io.camelwamp.session;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What the router is to publish when a session is lost: set anew in each session, and taken back
 * before it is left in order. Lives on the event loop.
 */
final class Testaments {
    /** A call of the meta API; done when it was answered, whatever the answer. */
    private static final class MetaCall extends PendingRequest {
        private final String procedure;
        private final Payload arguments;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        MetaCall(String procedure, Payload arguments) {
            super(MessageType.CALL);
            this.procedure = procedure;
            this.arguments = arguments;
        }

        @Override
        Message message(long requestId) {
            return new Call(requestId, CallOptions.NONE, procedure, arguments);
        }

        @Override
        boolean answered(Message reply) {
            done.complete(null);
            return true;
        }

        @Override
        void failed(WampException failure) {
            if (!(failure instanceof WampException.SessionLost || failure instanceof WampException.NotConnected)) {
                SessionLog.LOG.warn("The router did not accept {}: {}", procedure, failure.getMessage());
            }
            done.complete(null);
        }
    }

    private final List<Testament> testaments = new ArrayList<>();

    void add(Testament testament) {
        testaments.add(testament);
    }

    boolean isEmpty() {
        return testaments.isEmpty();
    }

    /** Sets all of them; completes when the router has answered. */
    CompletableFuture<Void> set(OpenSession open) {
        return CompletableFuture.allOf(
                testaments.stream().map(testament -> set(open, testament)).toArray(CompletableFuture<?>[]::new));
    }

    /** Sets one of them. */
    CompletableFuture<Void> set(OpenSession open, Testament testament) {
        return send(open, new MetaCall("wamp.session.add_testament", testament.toArguments()));
    }

    /** Takes them back; completes when the router has answered. */
    CompletableFuture<Void> flush(OpenSession open) {
        return CompletableFuture.allOf(testaments.stream()
                .map(Testament::scope)
                .distinct()
                .map(scope -> send(
                        open,
                        new MetaCall(
                                "wamp.session.flush_testaments", Payload.of(null, Map.of("scope", scope.wireName())))))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> send(OpenSession open, MetaCall call) {
        open.sendAtOnce(call);
        return call.done;
    }
}
