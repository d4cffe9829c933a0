package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.outbound.OutboundFailures.Progress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.EndPoint;

/** One request until its answer, redirects included. */
final class OutboundCall {
    private static final int MAX_REDIRECTS = 5;
    private static final int FIRST_FINAL_STATUS = 200;

    /** The cipher suite of sessions that have none yet (RFC 5246, section A.5). */
    private static final String NOT_AGREED = "SSL_NULL_WITH_NULL_NULL";

    /** The content type is a header as any other. */
    private static final String NO_TYPE = null;

    private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

    /** What another origin gets to see; the rest may be credentials, whatever they are called. */
    private static final Set<String> FOR_ANYBODY = Set.of("accept", "accept-language", "user-agent");

    private final HttpClient http;
    private final TargetPolicy policy;
    private final int sizeLimit;
    private final long deadline;
    private final BiConsumer<OutboundAnswer, OutboundException> outcome;

    // On one thread at a time: that of the caller, then those of the connections.
    private OutboundRequest request;
    private OutboundAnswer redirect;
    private int redirects;

    // Those who end it look at what was sent, and those who send at whether it is over, so one of them sees the other.
    private volatile Request sent;
    private final AtomicBoolean over = new AtomicBoolean();

    private volatile boolean begun;

    /**
     * A call that has not begun.
     *
     * @param timeout from now until the answer is complete; whoever makes the call has it {@link #expire} then
     * @param outcome called once, on a thread that must not be blocked, with an answer or a failure
     */
    OutboundCall(
            HttpClient http,
            TargetPolicy policy,
            int sizeLimit,
            Duration timeout,
            BiConsumer<OutboundAnswer, OutboundException> outcome) {
        this.http = http;
        this.policy = policy;
        this.sizeLimit = sizeLimit;
        this.deadline = System.nanoTime() + timeout.toNanos();
        this.outcome = outcome;
    }

    /**
     * Sends a request.
     *
     * @throws OutboundException if its target is not allowed; there is no other outcome then
     */
    void send(OutboundRequest next) {
        policy.check(next.target());
        request = next;
        Attempt attempt = new Attempt();
        Target target = next.target();
        Request http1 = http.newRequest(target.host(), target.port())
                .scheme(target.scheme())
                .method(next.method())
                .path(target.pathAndQuery())
                .tag(policy)
                // A backend may think for longer than unused connections are kept.
                .idleTimeout(millisLeft(), TimeUnit.MILLISECONDS)
                .onRequestQueued(this::queued)
                .onRequestBegin(attempt::begin);
        http1.headers(fields -> next.headers().forEach((name, values) -> {
            fields.remove(name);
            values.forEach(value -> fields.add(name, value));
        }));
        if (next.body() != null) {
            http1.body(new BytesRequestContent(NO_TYPE, next.body()));
        }
        http1.send(attempt);
    }

    private long millisLeft() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    }

    private void queued(Request next) {
        sent = next;
        if (over.get()) {
            abort(new OutboundException(Kind.RECALLED, "nobody waits for the answer any more"));
        }
    }

    /** The time-out has come; on any thread. */
    void expire() {
        end(new OutboundException(
                Kind.TIMED_OUT,
                begun ? "the backend did not answer in time" : "there was no connection to the backend in time"));
    }

    /**
     * Has it fail, if it is not over, and closes its connection; on any thread. The outcome does not wait for the HTTP
     * client, which may be unable to give one.
     */
    void end(OutboundException failure) {
        if (over.compareAndSet(false, true)) {
            abort(failure);
            outcome.accept(null, failure);
        }
    }

    private void abort(OutboundException failure) {
        Request last = sent;
        if (last != null) {
            last.abort(failure);
        }
    }

    private void finish(OutboundAnswer answer, OutboundException failure) {
        if (over.compareAndSet(false, true)) {
            outcome.accept(answer, failure);
        }
    }

    /** One request on one connection. */
    private final class Attempt extends AnswerCollector {
        private volatile boolean connected;

        Attempt() {
            super(sizeLimit);
        }

        void begin(Request next) {
            connected = true;
            begun = true;
        }

        private Progress progress(Request ended) {
            if (!connected) {
                return Progress.WAITING;
            }
            Connection connection = ended.getConnection();
            EndPoint.SslSessionData tls = connection == null ? null : connection.getSslSessionData();
            boolean unsecured = tls != null && NOT_AGREED.equals(tls.cipherSuite());
            return unsecured ? Progress.UNSECURED : Progress.SENT;
        }

        @Override
        public void onComplete(Result result) {
            if (result.isFailed()) {
                fail(OutboundFailures.of(result.getFailure(), progress(result.getRequest())));
                return;
            }
            OutboundAnswer answer = answer(result.getResponse());
            if (answer.status() < FIRST_FINAL_STATUS) {
                finish(null, new OutboundException(Kind.MALFORMED, "the backend changes the protocol, unasked"));
                return;
            }
            OutboundRequest next = redirected(answer);
            if (next == null) {
                finish(answer, null);
            } else if (redirects++ == MAX_REDIRECTS) {
                finish(null, new OutboundException(Kind.MALFORMED, "the backend redirects again and again"));
            } else {
                redirect = answer;
                sendOrFail(next);
            }
        }
    }

    /** A redirect to where no connection may go is not followed, so it is the answer. */
    private void fail(OutboundException failure) {
        if (failure.kind() == Kind.REFUSED && redirect != null) {
            finish(redirect, null);
        } else {
            finish(null, failure);
        }
    }

    private void sendOrFail(OutboundRequest next) {
        if (over.get()) {
            return;
        }
        try {
            send(next);
        } catch (RuntimeException e) {
            fail(OutboundFailures.of(e, Progress.WAITING));
        }
    }

    /** The request that a redirect asks for; null if there is none, or none that may be followed. */
    private OutboundRequest redirected(OutboundAnswer answer) {
        String location = answer.header("Location");
        if (!request.followRedirects()
                || !request.method().equals("GET")
                || !REDIRECTIONS.contains(answer.status())
                || location == null) {
            return null;
        }
        Target target;
        try {
            target = request.target().resolve(location);
        } catch (OutboundException e) {
            return null;
        }
        if (!policy.allows(target)) {
            return null;
        }
        OutboundRequest next = new OutboundRequest("GET", target, request.headers(), null, null, true);
        return target.hasOriginOf(request.target()) ? next : next.withHeaders(forAnybody(next.headers()));
    }

    private static Map<String, List<String>> forAnybody(Map<String, List<String>> headers) {
        Map<String, List<String>> rest = new LinkedHashMap<>(headers);
        rest.keySet().removeIf(name -> !FOR_ANYBODY.contains(name.toLowerCase(Locale.ROOT)));
        return rest;
    }
}
