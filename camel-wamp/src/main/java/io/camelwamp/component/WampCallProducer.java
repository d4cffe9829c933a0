package io.camelwamp.component;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code to("wamp:procedure:NAME")}: calls. */
final class WampCallProducer extends WampProducer<CallResult> {
    private final CallOptions options;
    private final Duration timeout;

    WampCallProducer(WampEndpoint endpoint) {
        super(endpoint);
        this.options = EndpointOptions.call(endpoint.getConfiguration());
        this.timeout = EndpointOptions.notNegative(
                "callTimeout", endpoint.getConfiguration().getCallTimeout());
    }

    @Override
    CompletableFuture<CallResult> send(WampSession open, Exchange exchange) {
        Message message = exchange.getMessage();
        WampCall call = open.call(target(message), WampBinding.toPayload(message));
        CompletionStage<?> unwanted = exchange.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class);
        if (unwanted != null) {
            unwanted.whenComplete((nothing, failure) -> call.cancel(CancelMode.KILLNOWAIT));
        }
        return call.result();
    }

    @Override
    void receive(CallResult result, Exchange exchange) {
        WampBinding.fromResult(result, exchange.getMessage());
    }

    private CallTarget target(Message message) {
        String procedure = name(message, WampConstants.OVERRIDE_PROCEDURE);
        CallOptions merged = WampBinding.toOptions(options, message, CallOptions::of);
        if (merged.receiveProgress()) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED, "This producer waits for one result: leave receive_progress out");
        }
        return new CallTarget(procedure, merged, timeout(message), null, null);
    }

    private Duration timeout(Message message) {
        Object header = message.getHeader(WampConstants.CALL_TIMEOUT);
        if (header == null) {
            return timeout;
        }
        Long millis = message.getExchange().getContext().getTypeConverter().tryConvertTo(Long.class, header);
        if (millis == null || millis < 0) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "The header "
                            + WampConstants.CALL_TIMEOUT
                            + " must be milliseconds, or 0 for never, but is '"
                            + header
                            + "'");
        }
        return Duration.ofMillis(millis);
    }
}
