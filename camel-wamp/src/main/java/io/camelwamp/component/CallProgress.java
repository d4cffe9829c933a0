package io.camelwamp.component;

import io.camelwamp.protocol.Payload;
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
    private final Passthru passthru;
    private final CallWatch watch;

    private CallProgress(Passthru passthru, CallWatch watch) {
        this.passthru = passthru;
        this.watch = watch;
    }

    /** Each to an endpoint, as a copy of the exchange that calls. */
    static CallProgress to(AsyncProducer endpoint, Exchange exchange, Passthru passthru, CallWatch watch) {
        return new CallProgress(passthru, watch) {
            @Override
            void handle(CallResult part, Runnable done) {
                Exchange own = ExchangeHelper.createCorrelatedCopy(exchange, false);
                try {
                    receive(part, own.getMessage());
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
    static CallProgress aggregate(long maxOctets, Passthru passthru, CallWatch watch) {
        return new CallProgress(passthru, watch) {
            private final List<Object> bodies = new ArrayList<>();
            private long octets;

            @Override
            void handle(CallResult part, Runnable done) {
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
                bodies.add(WampBinding.toBody(
                        passthru.open(part.payload(), part.details().values())));
            }

            @Override
            Payload receive(CallResult result, Message message) {
                Payload last = super.receive(result, message);
                if (!last.isEmpty()) {
                    bodies.add(message.getBody());
                }
                message.setBody(bodies);
                return last;
            }
        };
    }

    /** Takes one part. */
    abstract void handle(CallResult part, Runnable done);

    /** Parts that had come before the call was cancelled are nobody's any more. */
    @Override
    public final void onProgress(CallResult part, Runnable done) {
        if (watch.hasFailed()) {
            done.run();
        } else {
            handle(part, done);
        }
    }

    @Override
    public final void onProgress(CallResult part) {
        throw new UnsupportedOperationException("It takes its time");
    }

    /**
     * Puts a result into the message that was the call; the final one after all partial ones.
     *
     * @return what it says
     */
    Payload receive(CallResult result, Message message) {
        return WampBinding.fromResult(result, passthru, message);
    }
}
