package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.ReceivedInvocation;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call, from its arrival to its answer: every call gets one, whatever the route does. */
final class ServedCall {
    private static final Logger LOG = LoggerFactory.getLogger(ServedCall.class);

    private final ReceivedInvocation invocation;
    private final Exchange exchange;
    private final Passthru passthru;
    private final CallAnswer answer;
    private final boolean stopOnCancel;
    private final Cancellation cancellation = new Cancellation();
    private Object kwargs;

    /** Whether the route has seen the call. */
    private boolean begun;

    /** Exchanges may be used again, so a cancellation that comes late must not find this one. */
    private boolean ended;

    ServedCall(
            ReceivedInvocation invocation,
            Exchange exchange,
            Passthru passthru,
            CallAnswer answer,
            boolean stopOnCancel) {
        this.invocation = invocation;
        this.exchange = exchange;
        this.passthru = passthru;
        this.answer = answer;
        this.stopOnCancel = stopOnCancel;
    }

    /**
     * Fills the exchange's message, and has a cancellation reach it.
     *
     * @param parts of a call that came in parts; null for one that did not
     * @param oneByOne whether the route takes the parts itself
     */
    void fill(CallParts parts, boolean oneByOne) {
        exchange.setProperty(WampConstants.CANCELLATION_PROPERTY, cancellation);
        invocation.onInterrupt(this::cancelled);
        Message message = exchange.getMessage();
        if (parts == null) {
            Payload arguments =
                    passthru.open(invocation.payload(), invocation.details().values());
            WampBinding.fromInvocation(invocation, arguments, message);
        } else {
            WampBinding.fromInvocation(invocation, parts.first(), message);
            message.setBody(oneByOne ? parts : parts.toList());
        }
        kwargs = message.getHeader(WampConstants.KWARGS);
        begun = true;
    }

    /** On the event loop: whoever waits for this is only told. */
    private void cancelled() {
        synchronized (this) {
            if (ended) {
                return;
            }
            if (stopOnCancel) {
                exchange.setRouteStop(true);
            }
        }
        cancellation.complete(null);
    }

    /**
     * Answers with what the route has made of the exchange.
     *
     * @param executor where a stream of results is read
     * @param release run when the exchange is not needed any more
     */
    void answer(Executor executor, Runnable release) {
        RuntimeException unclear = begun ? adoptForm() : null;
        if (exchange.getException() != null) {
            LOG.debug("A call of {} failed", invocation.procedure(), exchange.getException());
            fail(exchange.getException(), release);
        } else if (unclear != null) {
            notSent(unclear, release);
        } else if (ResultStream.isStream(exchange.getMessage().getBody())) {
            stream(executor, release);
        } else {
            complete(release);
        }
    }

    /** The route's failure is the one to tell, if there are two. */
    private RuntimeException adoptForm() {
        try {
            answer.adopt(exchange.getMessage());
            return null;
        } catch (WampException e) {
            return e;
        }
    }

    private void complete(Runnable release) {
        try {
            answer.complete(WampBinding.toResult(exchange.getMessage(), kwargs));
        } catch (RuntimeException e) {
            notSent(e, release);
            return;
        }
        end(release);
    }

    private void stream(Executor executor, Runnable release) {
        ResultStream stream;
        try {
            stream = new ResultStream(
                    answer, exchange.getMessage().getBody(), executor, failure -> streamed(failure, release));
        } catch (RuntimeException e) {
            notSent(e, release);
            return;
        }
        stream.start();
    }

    private void streamed(RuntimeException failure, Runnable release) {
        if (failure == null) {
            end(release);
        } else {
            notSent(failure, release);
        }
    }

    private void notSent(RuntimeException failure, Runnable release) {
        LOG.warn("The result of {} cannot be sent: {}", invocation.procedure(), failure.getMessage());
        LOG.debug("The result of {} cannot be sent", invocation.procedure(), failure);
        fail(failure, release);
    }

    private void fail(Throwable failure, Runnable release) {
        try {
            WampException error = WampBinding.toError(failure);
            if (begun) {
                answer.fail(error);
            } else {
                answer.refuse(error);
            }
        } finally {
            end(release);
        }
    }

    private void end(Runnable release) {
        synchronized (this) {
            ended = true;
        }
        release.run();
    }
}
