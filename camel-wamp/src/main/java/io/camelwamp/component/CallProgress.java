package io.camelwamp.component;

import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.ProgressHandler;
import io.camelwamp.session.WampCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/**
 * What becomes of the partial results of one call: they go to another endpoint, or are kept for the
 * end. The first one that cannot be handled cancels the call.
 */
abstract class CallProgress implements ProgressHandler {
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    /** Each to an endpoint, as a copy of the exchange that calls. */
    static CallProgress to(AsyncProducer endpoint, Exchange exchange) {
        return new CallProgress() {
            @Override
            public void onProgress(CallResult part, Runnable done) {
                Exchange own = ExchangeHelper.createCorrelatedCopy(exchange, false);
                WampBinding.fromResult(part, own.getMessage());
                own.getMessage().setHeader(WampConstants.PROGRESS, true);
                endpoint.process(own, doneSync -> {
                    if (own.getException() != null) {
                        failed(own.getException());
                    }
                    done.run();
                });
            }
        };
    }

    /**
     * All in the body of the result.
     *
     * @param maxOctets how much they may be, about
     */
    static CallProgress aggregate(long maxOctets) {
        return new CallProgress() {
            private final List<Object> bodies = new ArrayList<>();
            private long octets;

            @Override
            public void onProgress(CallResult part, Runnable done) {
                octets += part.payload().weight();
                if (octets > maxOctets) {
                    bodies.clear();
                    failed(new WampException.PayloadTooLarge("The partial results are more than " + maxOctets
                            + " octets (maxMessageSize) together; progressTo takes them one by one"));
                } else {
                    bodies.add(WampBinding.toBody(part.payload()));
                }
                done.run();
            }

            @Override
            void receive(CallResult result, Message message) {
                super.receive(result, message);
                if (!result.payload().isEmpty()) {
                    bodies.add(message.getBody());
                }
                message.setBody(bodies);
            }
        };
    }

    @Override
    public final void onProgress(CallResult part) {
        throw new UnsupportedOperationException("It takes its time");
    }

    /** Puts the final result into the message that was the call; after all partial ones. */
    void receive(CallResult result, Message message) {
        WampBinding.fromResult(result, message);
    }

    final void failed(Throwable cause) {
        failure.completeExceptionally(cause);
    }

    /**
     * Has the call end with the first failure of its partial results.
     *
     * @param cancel told to cancel the call
     * @return the result, or that failure
     */
    final CompletableFuture<CallResult> watch(WampCall call, Consumer<WampCall> cancel) {
        failure.whenComplete((nothing, cause) -> cancel.accept(call));
        return call.result().handle((result, cause) -> {
            if (failure.isCompletedExceptionally()) {
                failure.join();
            }
            if (cause != null) {
                throw cause instanceof CompletionException known ? known : new CompletionException(cause);
            }
            return result;
        });
    }
}
