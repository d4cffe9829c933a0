package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.RefusedException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns a JSON body {@code {"procedure", "args", "kwargs"}} into a call: the positional arguments
 * as a list in the body, the rest in {@link WampHeaders}.
 */
public class CallReader implements Processor {
    private static final long DEFAULT_TIMEOUT = 30_000;

    private long callTimeout = DEFAULT_TIMEOUT;

    @Override
    public void process(Exchange exchange) throws RefusedException {
        RequestObject request = RequestObject.of(exchange);
        String procedure = request.uri("procedure");
        List<Object> args = request.list("args");
        Map<String, Object> kwargs = request.object("kwargs");
        // Options of a call are none of a client's business, but it shall learn that it sent
        // nonsense.
        request.object("options");
        Message message = exchange.getMessage();
        message.setBody(args);
        message.setHeader(WampHeaders.PROCEDURE, procedure);
        message.setHeader(WampHeaders.TIMEOUT, callTimeout);
        if (!kwargs.isEmpty()) {
            message.setHeader(WampHeaders.KWARGS, kwargs);
        }
    }

    /**
     * Sets how long a call may take.
     *
     * @param callTimeout milliseconds, at least 1; 30000 by default
     */
    public void setCallTimeout(long callTimeout) {
        if (callTimeout < 1) {
            throw new IllegalArgumentException(
                    "callTimeout is "
                            + callTimeout
                            + ": it must be a number of milliseconds, at least 1");
        }
        this.callTimeout = callTimeout;
    }
}
