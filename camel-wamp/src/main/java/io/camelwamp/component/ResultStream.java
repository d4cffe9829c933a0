package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.BaseStream;

/**
 * The answer of a route whose body is an {@link Iterator} or a stream: each element is a partial
 * result if the caller asked for those, or all of them are the arguments of one result.
 *
 * <p>The elements are asked for on the executor, where that may block, and no faster than the router
 * reads. A call that was cancelled asks for no more of them.
 */
final class ResultStream {
    /** How much is sent before the router is looked at again. */
    private static final int BATCH_OCTETS = 64 << 10;

    /** How much one result may hold; no serializer could send more at once to any router known. */
    private static final long MAX_RESULT_OCTETS = 64L << 20;

    private final CallAnswer answer;
    private final Object source;
    private final Iterator<?> elements;
    private final Executor executor;
    private final Consumer<RuntimeException> atEnd;

    /**
     * A stream that has not begun.
     *
     * @param body one of which {@link #isStream} is true
     * @param atEnd called once the elements are sent, with null, or with what went wrong
     */
    ResultStream(CallAnswer answer, Object body, Executor executor, Consumer<RuntimeException> atEnd) {
        this.answer = answer;
        this.source = body;
        this.elements = body instanceof BaseStream<?, ?> stream ? stream.iterator() : (Iterator<?>) body;
        this.executor = executor;
        this.atEnd = atEnd;
    }

    /** Whether a body is to be taken apart; what Camel reads as text is not. */
    static boolean isStream(Object body) {
        return (body instanceof Iterator || body instanceof BaseStream) && !WampBinding.isText(body);
    }

    /** Begins to send. */
    void start() {
        goOn(answer.isProgressive() ? this::sendSome : this::sendTogether);
    }

    private void goOn(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            end(new WampException(Uris.UNAVAILABLE, "The callee is stopping"));
        }
    }

    private void sendSome() {
        try {
            for (long octets = 0; octets < BATCH_OCTETS; ) {
                if (answer.isOver() || !elements.hasNext()) {
                    answer.completeParts();
                    end(null);
                    return;
                }
                Payload part = WampBinding.toPayload(elements.next());
                answer.progress(part);
                octets += part.weight() + 1;
            }
        } catch (RuntimeException e) {
            end(e);
            return;
        }
        answer.whenWritable(() -> goOn(this::sendSome));
    }

    private void sendTogether() {
        try {
            List<Object> all = new ArrayList<>();
            long octets = 0;
            while (!answer.isOver() && elements.hasNext()) {
                Object element = elements.next();
                octets += Payload.ofArgs(element).weight();
                if (octets > MAX_RESULT_OCTETS) {
                    throw new WampException.PayloadTooLarge(
                            "The result is a stream of more than %d MiB: call with progressive results"
                                    .formatted(MAX_RESULT_OCTETS >> 20));
                }
                all.add(element);
            }
            answer.complete(Payload.of(all, null));
            end(null);
        } catch (RuntimeException e) {
            end(e);
        }
    }

    private void end(RuntimeException failure) {
        RuntimeException told = failure;
        try {
            if (source instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Exception e) {
            if (told == null) {
                told = new IllegalStateException("The stream of results could not be closed", e);
            } else {
                told.addSuppressed(e);
            }
        }
        atEnd.accept(told);
    }
}
