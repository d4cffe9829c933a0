package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.WampCall;
import java.util.Iterator;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.BaseStream;

/**
 * A call whose body is an {@link Iterator} or a stream: each element is a part of it (spec:
 * advanced/rpc_progressive_call_invocations.md).
 *
 * <p>The elements are asked for on the executor, where that may block, and no faster than the router
 * reads.
 */
final class CallStream {
    private final Object source;
    private final Iterator<?> elements;
    private final Executor executor;
    private final CallWatch watch;
    private WampCall call;
    private UnaryOperator<Payload> form;

    /**
     * A stream of which nothing was read.
     *
     * @param body one of which {@link ResultStream#isStream} is true
     * @param watch told what goes wrong
     */
    CallStream(Object body, Executor executor, CallWatch watch) {
        this.source = body;
        this.elements = body instanceof BaseStream<?, ?> stream ? stream.iterator() : (Iterator<?>) body;
        this.executor = executor;
        this.watch = watch;
    }

    /** The next part; empty if there is none. */
    Payload next() {
        return elements.hasNext() ? WampBinding.toPayload(elements.next()) : Payload.EMPTY;
    }

    /** Whether there are more parts. */
    boolean hasNext() {
        return elements.hasNext();
    }

    /**
     * Sends the parts after the first one, which began the call.
     *
     * @param toForm what the arguments of each part are sent as
     */
    void sendThrough(WampCall begun, UnaryOperator<Payload> toForm) {
        call = begun;
        form = toForm;
        if (elements.hasNext()) {
            goOn();
        } else {
            close();
        }
    }

    private void goOn() {
        try {
            executor.execute(this::sendNext);
        } catch (RejectedExecutionException e) {
            end(new WampException(Uris.UNAVAILABLE, "The caller is stopping"));
        }
    }

    private void sendNext() {
        try {
            Payload part = form.apply(next());
            boolean last = !elements.hasNext();
            call.send(part, last).whenComplete((room, failure) -> {
                if (failure != null) {
                    end(failure);
                } else if (last || !room) {
                    close();
                } else {
                    goOn();
                }
            });
        } catch (RuntimeException e) {
            end(e);
        }
    }

    private void end(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        // First, because the exchange ends with the failure, and its owner may count on a closed source.
        Exception unclosed = closeSource();
        if (unclosed != null) {
            cause.addSuppressed(unclosed);
        }
        watch.failed(cause);
    }

    /** Closes what the elements come from, if it can be closed. */
    void close() {
        Exception unclosed = closeSource();
        if (unclosed != null) {
            watch.failed(unclosed);
        }
    }

    private Exception closeSource() {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                return e;
            }
        }
        return null;
    }
}
