package io.camelwamp.component;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.CancelMode;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampCall;
import io.camelwamp.session.WampSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.service.ServiceHelper;

/** {@code to("wamp:procedure:NAME")}: calls. */
final class WampCallProducer extends WampProducer<WampCallProducer.Answer> {
    /** The result, and how it is put into the message. */
    record Answer(CallResult result, CallProgress progress) {}

    private final CallOptions options;
    private final Duration timeout;
    private final boolean sendsTimeout;
    private final CancelMode cancelMode;
    private final boolean aggregates;
    private final int maxAggregated;

    // While started.
    private final Set<WampCall> underWay = ConcurrentHashMap.newKeySet();
    private AsyncProducer progressTo;

    WampCallProducer(WampEndpoint endpoint) {
        super(endpoint);
        WampConfiguration configuration = endpoint.getConfiguration();
        this.options = EndpointOptions.call(configuration);
        this.timeout = EndpointOptions.notNegative("callTimeout", configuration.getCallTimeout());
        this.sendsTimeout = configuration.isSendCallTimeout();
        this.cancelMode = EndpointOptions.cancelMode(configuration);
        this.aggregates = configuration.isAggregateProgress();
        this.maxAggregated = endpoint.connection().getMaxMessageSize();
        if (aggregates && configuration.getProgressTo() != null) {
            throw new IllegalArgumentException(
                    "The options progressTo and aggregateProgress exclude each other: partial results go to an"
                            + " endpoint, or into the result");
        }
    }

    @Override
    CompletableFuture<Answer> send(WampSession open, Exchange exchange) {
        Message message = exchange.getMessage();
        boolean inParts = ResultStream.isStream(message.getBody());
        CallWatch watch = inParts || aggregates || progressTo != null ? new CallWatch() : null;
        CallProgress progress = progress(exchange, watch);
        WampCall call = inParts ? callInParts(open, message, progress, watch) : call(open, message, progress);
        CompletionStage<?> unwanted = exchange.getProperty(WampConstants.CANCELLATION_PROPERTY, CompletionStage.class);
        underWay.add(call);
        Runnable forget = unwanted == null ? () -> {} : Cancellation.register(unwanted, () -> call.cancel(cancelMode));
        CompletableFuture<CallResult> result = watch == null ? call.result() : watch.over(call, cancelMode);
        return result.whenComplete((value, failure) -> {
                    underWay.remove(call);
                    forget.run();
                })
                .thenApply(value -> new Answer(value, progress));
    }

    private WampCall call(WampSession open, Message message, CallProgress progress) {
        CallTarget target = target(message, progress, false);
        return open.call(target, passthru().seal(WampBinding.toPayload(message), target.options()));
    }

    private WampCall callInParts(WampSession open, Message message, CallProgress progress, CallWatch watch) {
        CallStream parts =
                new CallStream(message.getBody(), getEndpoint().getComponent().executor(), watch);
        try {
            Payload first = Payload.of(parts.next().args(), WampBinding.kwargs(message));
            CallTarget target = target(message, progress, parts.hasNext());
            WampCall call = open.call(target, passthru().seal(first, target.options()));
            parts.sendThrough(call, part -> passthru().seal(part, target.options()));
            return call;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private CallProgress progress(Exchange exchange, CallWatch watch) {
        if (progressTo != null) {
            return CallProgress.to(progressTo, exchange, passthru(), watch);
        }
        return aggregates ? CallProgress.aggregate(maxAggregated, passthru(), watch) : null;
    }

    @Override
    void receive(Answer answer, Exchange exchange) {
        if (answer.progress() == null) {
            WampBinding.fromResult(answer.result(), passthru(), exchange.getMessage());
        } else {
            answer.progress().receive(answer.result(), exchange.getMessage());
        }
    }

    private CallTarget target(Message message, CallProgress progress, boolean inParts) {
        String procedure = name(message, WampConstants.OVERRIDE_PROCEDURE);
        CallOptions merged = WampBinding.toOptions(options, message, CallOptions::of);
        if (merged.receiveProgress() && progress == null) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "Partial results (receive_progress) need the option progressTo or aggregateProgress, which say"
                            + " what becomes of them");
        }
        if (merged.progress() && !inParts) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT,
                    "A call in parts (progress) needs an Iterator or a Stream as the body, whose elements are the parts");
        }
        Duration limit = timeout(message);
        if (sendsTimeout && !limit.isZero() && merged.number("timeout") == null) {
            merged = merged.with("timeout", limit.toMillis());
        }
        return new CallTarget(
                procedure,
                inParts ? merged.with("progress", true) : merged,
                limit,
                cancelMode,
                progress,
                progress == null ? null : getEndpoint().getComponent().executor());
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

    @Override
    protected void doStart() throws Exception {
        String uri = getEndpoint().getConfiguration().getProgressTo();
        if (uri != null && progressTo == null) {
            progressTo = getEndpoint().getCamelContext().getEndpoint(uri).createAsyncProducer();
        }
        ServiceHelper.startService(progressTo);
        super.doStart();
    }

    /** Exchanges that still wait are those which a stop does not wait for. */
    @Override
    protected void doStop() throws Exception {
        List.copyOf(underWay).forEach(call -> call.cancel(cancelMode));
        super.doStop();
        ServiceHelper.stopService(progressTo);
    }
}
