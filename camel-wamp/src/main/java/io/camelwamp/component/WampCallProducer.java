package io.camelwamp.component;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampCall;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code to("wamp:procedure:NAME")}: calls. */
final class WampCallProducer extends WampProducer {
    private final CallOptions endpointOptions;

    WampCallProducer(WampEndpoint endpoint) {
        super(endpoint);
        this.endpointOptions =
                endpoint.getConfiguration().isDiscloseMe()
                        ? CallOptions.NONE.with("disclose_me", true)
                        : CallOptions.NONE;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Message message = exchange.getMessage();
        CallTarget target;
        Payload payload;
        try {
            target = target(message);
            payload = WampBinding.toPayload(message);
        } catch (WampException e) {
            return fail(e, exchange, callback);
        }
        WampCall call = session().call(target, payload);
        exchange.setProperty(
                WampCancellation.PROPERTY,
                (WampCancellation) () -> call.cancel(CancelMode.KILLNOWAIT));
        return proceed(
                call.result(),
                exchange,
                result -> {
                    exchange.removeProperty(WampCancellation.PROPERTY);
                    WampBinding.fromResult(result, message);
                },
                callback);
    }

    private CallTarget target(Message message) {
        Map<String, Object> merged = WampBinding.toOptions(endpointOptions.values(), message);
        CallOptions options =
                merged == endpointOptions.values() ? endpointOptions : CallOptions.of(merged);
        if (options.receiveProgress()) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED,
                    "This producer waits for one result: leave receive_progress out");
        }
        return new CallTarget(
                name(message, WampConstants.OVERRIDE_PROCEDURE),
                options,
                timeout(message),
                null,
                null);
    }

    private Duration timeout(Message message) {
        Object header = message.getHeader(WampConstants.CALL_TIMEOUT);
        if (header == null) {
            return Duration.ofMillis(options().getCallTimeout());
        }
        Long millis = message.getHeader(WampConstants.CALL_TIMEOUT, Long.class);
        if (millis == null || millis < 0) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "The header "
                            + WampConstants.CALL_TIMEOUT
                            + " must be milliseconds or 0, but is '"
                            + header
                            + "'");
        }
        return Duration.ofMillis(millis);
    }
}
