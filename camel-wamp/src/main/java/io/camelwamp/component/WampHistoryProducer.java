package io.camelwamp.component;

import io.camelwamp.protocol.CallOptions;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.WampSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code to("wamp:history:TOPIC")}: asks the router for events of the past (spec:
 * advanced/pubsub_event_history.md). Routers keep them by subscription, so its id is looked up first; a topic that nobody
 * subscribes to may have its part in the history of a pattern.
 */
final class WampHistoryProducer extends WampProducer<CallResult> {
    private static final Logger LOG = LoggerFactory.getLogger(WampHistoryProducer.class);

    private final MatchPolicy match;
    private final int limit;
    private final Duration timeout;

    WampHistoryProducer(WampEndpoint endpoint) {
        super(endpoint);
        WampConfiguration configuration = endpoint.getConfiguration();
        this.match = EndpointOptions.match(configuration);
        this.limit = EndpointOptions.atLeast("historyLimit", configuration.getHistoryLimit(), 0);
        this.timeout = EndpointOptions.notNegative("callTimeout", configuration.getCallTimeout());
    }

    @Override
    CompletableFuture<CallResult> send(WampSession open, Exchange exchange) {
        Message message = exchange.getMessage();
        String topic = name(message, WampConstants.OVERRIDE_TOPIC);
        Map<String, Object> conditions = conditions(message);
        return call(open, "lookup", Payload.ofArgs(topic, Map.of("match", match.wireName())))
                .thenCompose(found -> {
                    Object id = first(found);
                    return id == null ? withinPatterns(open, topic, conditions) : events(open, id, conditions);
                });
    }

    private CompletableFuture<CallResult> withinPatterns(
            WampSession open, String topic, Map<String, Object> conditions) {
        WampException none = new WampException(
                Uris.NO_SUCH_SUBSCRIPTION,
                "The router keeps no history of %s (match=%s), and nobody subscribes to it"
                        .formatted(topic, match.wireName()));
        if (match != MatchPolicy.EXACT) {
            return CompletableFuture.failedFuture(none);
        }
        Map<String, Object> ofTopic = new LinkedHashMap<>(conditions);
        ofTopic.putIfAbsent("topic", topic);
        return call(open, "match", Payload.ofArgs(topic)).thenCompose(found -> {
            List<?> ids = first(found) instanceof List<?> list ? list : List.of();
            return ofFirstKept(open, ids, ofTopic, none);
        });
    }

    /** The events of the first subscription that has a history. */
    private CompletableFuture<CallResult> ofFirstKept(
            WampSession open, List<?> ids, Map<String, Object> conditions, WampException ifNone) {
        if (ids.isEmpty()) {
            return CompletableFuture.failedFuture(ifNone);
        }
        return events(open, ids.get(0), conditions).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof WampException told && Uris.HISTORY_UNAVAILABLE.equals(told.uri())
                    ? ofFirstKept(open, ids.subList(1, ids.size()), conditions, told)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    private CompletableFuture<CallResult> events(WampSession open, Object id, Map<String, Object> conditions) {
        return call(open, "get_events", Payload.of(List.of(id), conditions));
    }

    /** The header's keyword arguments, which say which events and how many, over the option. */
    private Map<String, Object> conditions(Message message) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        if (limit > 0) {
            conditions.put("limit", limit);
        }
        conditions.putAll(WampBinding.toPayload(message).kwargs());
        return conditions;
    }

    private CompletableFuture<CallResult> call(WampSession open, String procedure, Payload arguments) {
        CallTarget target = new CallTarget("wamp.subscription." + procedure, CallOptions.NONE, timeout, null, null);
        return open.call(target, arguments).result();
    }

    private static Object first(CallResult found) {
        List<Object> args = found.payload().args();
        return args.isEmpty() ? null : args.get(0);
    }

    /** Some routers return each event as an argument, others all as a list that is the only one. */
    @Override
    void receive(CallResult events, Exchange exchange) {
        WampBinding.fromResult(events, passthru(), exchange.getMessage());
        List<Object> args = events.payload().args();
        boolean isList = args.size() == 1 && args.get(0) instanceof List<?>;
        List<?> found = WampBinding.toList(isList ? (List<?>) args.get(0) : args);
        found.forEach(this::open);
        exchange.getMessage().setBody(found);
    }

    /**
     * Makes the arguments of an event readable that routers do not look into. One that is not for this receiver stays as it
     * is, with the details that say so: the others are not lost for it.
     */
    @SuppressWarnings("unchecked")
    private void open(Object event) {
        if (!(event instanceof Map<?, ?> entry
                && entry.get("details") instanceof Map<?, ?> details
                && Passthru.isUsed((Map<String, Object>) details)
                && entry.get("args") instanceof List<?> args)) {
            return;
        }
        try {
            Payload opened = passthru().open(Payload.of(args, null), (Map<String, Object>) details);
            Map<String, Object> readable = (Map<String, Object>) entry;
            readable.put("args", WampBinding.toList(opened.args()));
            readable.put("kwargs", WampBinding.toMap(opened.kwargs()));
        } catch (WampException e) {
            LOG.debug("A past event of {} cannot be read", getEndpoint().getDestinationName(), e);
        }
    }
}
