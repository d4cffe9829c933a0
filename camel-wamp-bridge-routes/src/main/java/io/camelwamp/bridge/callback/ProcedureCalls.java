package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.json.JsonWriter;
import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.Recall;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.InvocationHandler;
import io.camelwamp.session.ReceivedInvocation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the calls of a procedure to its application, once each, and its answers back. */
final class ProcedureCalls implements InvocationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProcedureCalls.class);

    private final HeldEndpoint held;
    private final CallbackSender sender;

    ProcedureCalls(HeldEndpoint held, CallbackSender sender) {
        this.held = held;
        this.sender = sender;
    }

    /** What arguments are to an application: {@code {"args": […], "kwargs": {…}}}. */
    static byte[] json(Payload payload) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("args", payload.args());
        body.put("kwargs", payload.kwargs());
        return JsonWriter.writeObject(body);
    }

    @Override
    public void onInvocation(ReceivedInvocation invocation) {
        onInvocation(invocation, () -> {});
    }

    /** The callback of a call that was cancelled is aborted: whether or not the application notices, its place is free. */
    @Override
    public void onInvocation(ReceivedInvocation invocation, Runnable done) {
        HeldEndpoint.Route route = held.route();
        if (route.target() == null || route.application().isDead()) {
            invocation.fail(
                    new WampException(Uris.UNAVAILABLE, "the application behind the procedure does not answer"));
            done.run();
            return;
        }
        Map<String, String> headers = Map.of("X-Wamp-Procedure", invocation.procedure());
        Recall recall = new Recall();
        sender.post(route.target(), headers, json(invocation.payload()), recall).whenComplete((answer, failure) -> {
            try {
                judge(route.application(), answer, failure);
                answer(invocation, answer, failure);
            } finally {
                done.run();
            }
        });
        invocation.onInterrupt(recall::recall);
    }

    /** Counts what an application answers, and what it does not. */
    static void judge(Application application, OutboundAnswer answer, Throwable failure) {
        if (CallbackSender.isSignOfLife(answer, failure)) {
            application.answered();
        } else if (failure == null || !CallbackSender.isOurs(failure)) {
            application.failed(CallbackSender.reason(answer, failure));
        }
    }

    private static void answer(ReceivedInvocation invocation, OutboundAnswer answer, Throwable failure) {
        if (failure != null) {
            LOG.debug("A call of {} was not answered by its application", invocation.procedure(), failure);
            invocation.fail(CallbackAnswers.failure(failure));
            return;
        }
        try {
            invocation.complete(CallbackAnswers.result(answer));
        } catch (WampException e) {
            invocation.fail(e);
        }
    }

    @Override
    public void onRefused(WampException reason) {
        held.refused(reason);
    }
}
