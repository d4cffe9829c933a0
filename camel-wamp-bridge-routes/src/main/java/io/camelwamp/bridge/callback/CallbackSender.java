package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.outbound.Recall;
import io.camelwamp.bridge.outbound.Target;
import io.camelwamp.bridge.outbound.Unfinished;
import io.camelwamp.bridge.outbound.UrlEncoding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Sends callbacks, and knows how many are under way. Thread-safe; answers arrive on threads of the HTTP client. */
final class CallbackSender {
    /** Of the errors that are said to be the client's these are over in a while: time-out, too early, too many. */
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

    private static final OutboundException NOT_ALLOWED =
            new OutboundException(OutboundException.Kind.REFUSED, "callbacks to its URL are not allowed any more");

    private static final int SERVER_ERRORS = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int LONGEST_DELAY_FACTOR = 64;

    private final BiFunction<OutboundRequest, Recall, CompletableFuture<OutboundAnswer>> client;
    private final ScheduledExecutorService timer;
    private final Unfinished unfinished;
    private final CallbackLimits limits;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Set<Attempts> pausing = ConcurrentHashMap.newKeySet();
    private volatile boolean hurrying;

    /**
     * A sender.
     *
     * @param client sends one request; fails with {@link OutboundException}
     * @param timer runs what is short
     * @param unfinished counts callbacks until all that depends on their answers is done
     */
    CallbackSender(
            BiFunction<OutboundRequest, Recall, CompletableFuture<OutboundAnswer>> client,
            ScheduledExecutorService timer,
            Unfinished unfinished,
            CallbackLimits limits) {
        this.client = client;
        this.timer = timer;
        this.unfinished = unfinished;
        this.limits = limits;
    }

    /** How many callbacks are under way; those that wait for another attempt are. */
    int underWay() {
        return underWay.get();
    }

    /**
     * POSTs once.
     *
     * @param headers names and values of headers of ours; anything may be in the values
     * @param json the body
     * @param recall aborts it
     * @return the answer, whatever its status; or an {@link OutboundException}
     */
    CompletableFuture<OutboundAnswer> post(Target target, Map<String, String> headers, byte[] json, Recall recall) {
        return counted(send(request("POST", target, headers).withBody(json), recall));
    }

    /**
     * POSTs until the answer is one of success, or another attempt makes no sense.
     *
     * @param target asked before each attempt; null if callbacks to it are not allowed any more
     * @param most how many attempts there are at most
     * @param wantsAnother hears what came of each attempt, whatever it is
     * @return what came of the last attempt
     */
    CompletableFuture<OutboundAnswer> postRepeatedly(
            Supplier<Target> target,
            Map<String, String> headers,
            byte[] json,
            int most,
            BiPredicate<OutboundAnswer, Throwable> wantsAnother) {
        return counted(new Attempts(target, headers, json, most, wantsAnother).next());
    }

    /** From now on an attempt that fails is the last one; callbacks that wait for another one make it at once. */
    void hurry() {
        hurrying = true;
        pausing.forEach(Attempts::resume);
    }

    /** One callback and all its attempts. */
    private final class Attempts {
        private final Supplier<Target> target;
        private final Map<String, String> headers;
        private final byte[] json;
        private final int most;
        private final BiPredicate<OutboundAnswer, Throwable> wantsAnother;
        private final CompletableFuture<OutboundAnswer> outcome = new CompletableFuture<>();
        private int made;

        Attempts(
                Supplier<Target> target,
                Map<String, String> headers,
                byte[] json,
                int most,
                BiPredicate<OutboundAnswer, Throwable> wantsAnother) {
            this.target = target;
            this.headers = headers;
            this.json = json;
            this.most = most;
            this.wantsAnother = wantsAnother;
        }

        CompletableFuture<OutboundAnswer> next() {
            made++;
            Target now = target.get();
            (now == null
                            ? CompletableFuture.<OutboundAnswer>failedFuture(NOT_ALLOWED)
                            : send(request("POST", now, headers).withBody(json)))
                    .whenComplete(this::made);
            return outcome;
        }

        private void made(OutboundAnswer answer, Throwable failure) {
            boolean wanted = wantsAnother.test(answer, failure);
            if (wanted && !hurrying && made < most && mayHelp(answer, failure)) {
                pause();
            } else if (failure == null) {
                outcome.complete(answer);
            } else {
                outcome.completeExceptionally(failure);
            }
        }

        private void pause() {
            long factor = Math.min(1L << Math.min(made - 1, 30), LONGEST_DELAY_FACTOR);
            pausing.add(this);
            try {
                timer.schedule(
                        this::resume, limits.retryDelay().multipliedBy(factor).toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                pausing.remove(this);
                outcome.completeExceptionally(
                        new OutboundException(OutboundException.Kind.UNAVAILABLE, "the bridge is stopping", e));
            }
            // Whoever hurries may have missed it a moment ago.
            if (hurrying) {
                resume();
            }
        }

        private void resume() {
            if (pausing.remove(this)) {
                next();
            }
        }
    }

    /** Tells whether another attempt may have another outcome. */
    static boolean mayHelp(OutboundAnswer answer, Throwable failure) {
        if (failure != null) {
            return kindOf(failure) != OutboundException.Kind.REFUSED;
        }
        return answer.status() >= SERVER_ERRORS || TEMPORARY.contains(answer.status());
    }

    /** Asks an application whether it is there; completes with whether it answered. */
    CompletableFuture<Boolean> probe(Target target) {
        return send(request("OPTIONS", target, Map.of("X-Wamp-Probe", "1")))
                .handle((answer, failure) -> isSignOfLife(answer, failure));
    }

    /**
     * Tells whether an application is behind an answer. Errors of its own are signs of life, those of a gateway before it are
     * not, nor are failures to reach it.
     */
    static boolean isSignOfLife(OutboundAnswer answer, Throwable failure) {
        if (failure != null) {
            return kindOf(failure) == OutboundException.Kind.TOO_LARGE;
        }
        return answer.status() < BAD_GATEWAY || answer.status() > GATEWAY_TIMEOUT;
    }

    /** Tells whether a failure is not the application's but ours: nothing was sent, or its answer not waited for. */
    static boolean isOurs(Throwable failure) {
        OutboundException.Kind kind = kindOf(failure);
        return kind == OutboundException.Kind.UNAVAILABLE
                || kind == OutboundException.Kind.REFUSED
                || kind == OutboundException.Kind.RECALLED;
    }

    private static OutboundException.Kind kindOf(Throwable failure) {
        Throwable cause = causeOf(failure);
        return cause instanceof OutboundException known ? known.kind() : null;
    }

    /** What made a stage fail. */
    static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Why a callback was not delivered, in words. */
    static String reason(OutboundAnswer answer, Throwable failure) {
        return failure == null ? "status " + answer.status() : causeOf(failure).getMessage();
    }

    /** A URL for logs and dead letters: its query may hold secrets of the application. */
    static String plain(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private OutboundRequest request(String method, Target target, Map<String, String> headers) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Content-Type", List.of("application/json"));
        headers.forEach((name, value) -> all.put(name, List.of(headerValue(value))));
        return OutboundRequest.of(method, target).withHeaders(all).withTimeout(limits.callbackTimeout());
    }

    /** URIs may have characters that headers cannot; they are percent-encoded then. */
    private static String headerValue(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '%') ? value : UrlEncoding.encode(value);
    }

    private CompletableFuture<OutboundAnswer> send(OutboundRequest request) {
        return send(request, new Recall());
    }

    private CompletableFuture<OutboundAnswer> send(OutboundRequest request, Recall recall) {
        try {
            return client.apply(request, recall);
        } catch (OutboundException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Counts until those who wait for the outcome have done what they do with it, or a stop could overtake them. */
    private <T> CompletableFuture<T> counted(CompletableFuture<T> callback) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        underWay.incrementAndGet();
        unfinished.begin();
        callback.whenComplete((answer, failure) -> {
            underWay.decrementAndGet();
            try {
                if (failure == null) {
                    outcome.complete(answer);
                } else {
                    outcome.completeExceptionally(failure);
                }
            } finally {
                unfinished.end();
            }
        });
        return outcome;
    }
}
