package io.camelwamp.component;

import io.camelwamp.protocol.WampException;
import io.camelwamp.session.CallResult;
import io.camelwamp.session.ProgressHandler;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/**
 * What becomes of the partial results of one call: they go to another endpoint, or are kept for the
 * end. The first one that cannot be handled ends the call.
 */
abstract class CallProgress implements ProgressHandler {
    /** Each to an endpoint, as a copy of the exchange that calls. */
    static CallProgress to(AsyncProducer endpoint, Exchange exchange, CallWatch watch) {
        return new CallProgress() {
            @Override
            public void onProgress(CallResult part, Runnable done) {
                Exchange own = ExchangeHelper.createCorrelatedCopy(exchange, false);
                try {
                    WampBinding.fromResult(part, own.getMessage());
                } catch (RuntimeException e) {
                    watch.failed(e);
                    done.run();
                    return;
                }
                own.getMessage().setHeader(WampConstants.PROGRESS, true);
                endpoint.process(own, doneSync -> {
                    if (own.getException() != null) {
                        watch.failed(own.getException());
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
    static CallProgress aggregate(long maxOctets, CallWatch watch) {
        return new CallProgress() {
            private final List<Object> bodies = new ArrayList<>();
            private long octets;

            @Override
            public void onProgress(CallResult part, Runnable done) {
                try {
                    add(part);
                } catch (RuntimeException e) {
                    bodies.clear();
                    watch.failed(e);
                }
                done.run();
            }

            private void add(CallResult part) {
                octets += part.payload().weight();
                if (octets > maxOctets) {
                    throw new WampException.PayloadTooLarge("The partial results are more than " + maxOctets
                            + " octets (maxMessageSize) together; progressTo takes them one by one");
                }
                bodies.add(WampBinding.toBody(WampBinding.unpacked(part.payload(), part.details())));
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
}
