package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.message.CallAnswer;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.bridge.outbound.TargetPolicy;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;

/** Requests to call and to publish. */
final class CallRequests {
    /** Other applications of the bridge are behind the same session, and are to get the event. */
    private static final PublishOptions TO_ALL = PublishOptions.of(Map.of("acknowledge", true, "exclude_me", false));

    private final WampSession session;
    private final TargetPolicy policy;
    private final LaterCalls laterCalls;
    private final CallbackLimits limits;

    CallRequests(WampSession session, TargetPolicy policy, LaterCalls laterCalls, CallbackLimits limits) {
        this.session = session;
        this.policy = policy;
        this.laterCalls = laterCalls;
        this.limits = limits;
    }

    /**
     * Calls a procedure: with a callback the answer is the call's id, else its result.
     *
     * @param unwanted cancels a call without callback, because its client has gone; null if nothing will
     */
    CompletableFuture<ApiAnswer> call(CallbackRequest request, String procedure, CompletionStage<?> unwanted)
            throws RefusedException {
        check(request.key(), Action.CALL, procedure);
        Payload payload = request.payload();
        String callback = request.body().text("callback");
        if (callback != null) {
            Target target = Target.parse(EndpointReader.allowed(policy, "the callback", callback));
            String id = laterCalls.begin(procedure, payload, target);
            return CompletableFuture.completedFuture(ApiAnswer.of(202, Map.of("id", id)));
        }
        WampCall call = session.call(CallTarget.of(procedure).withTimeout(limits.callTimeout()), payload);
        if (unwanted != null) {
            unwanted.whenComplete((gone, failure) -> call.cancel(CancelMode.KILLNOWAIT));
        }
        return call.result().thenApply(result -> exchange -> answer(exchange, result.payload()));
    }

    private static void answer(Exchange exchange, Payload result) {
        exchange.getMessage().setBody(result.args());
        exchange.getMessage().setHeader(WampConstants.KWARGS, result.kwargs());
        new CallAnswer().process(exchange);
    }

    /** Publishes an event; the answer is the publication's id. */
    CompletableFuture<ApiAnswer> publish(CallbackRequest request, String topic) throws RefusedException {
        check(request.key(), Action.PUBLISH, topic);
        if (Uris.isReserved(topic)) {
            throw new RefusedException(400, "topics must not begin with 'wamp.': such names belong to the protocol");
        }
        return session.publish(topic, TO_ALL, request.payload()).thenApply(id -> ApiAnswer.of(200, Map.of("id", id)));
    }

    private static void check(ApiKey key, Action action, String uri) throws RefusedException {
        if (!Uris.isValid(uri)) {
            throw new RefusedException(
                    400,
                    "the path ends with what is not a valid WAMP URI: it must consist of non-empty components"
                            + " separated by dots, without white space and #");
        }
        if (!key.permits(action, uri, MatchPolicy.EXACT)) {
            throw new RefusedException(403, "the API key may not " + action.word() + " '" + uri + "'");
        }
    }
}
