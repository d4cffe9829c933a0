package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.component.WampConstants;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Turns a JSON body {@code {"procedure", "args", "kwargs"}} into a call for {@code
 * to("wamp:procedure:…")}.
 */
public class CallReader extends RequestReader {
    private static final long DEFAULT_TIMEOUT = 30_000;

    private long callTimeout = DEFAULT_TIMEOUT;

    @Override
    void read(RequestObject request, Exchange exchange) throws RefusedException {
        Message message = exchange.getMessage();
        String procedure = request.uri("procedure");
        readArguments(request, message);
        // A client has no say in the options of a call, but it shall learn that it sent nonsense.
        request.object("options");
        message.setHeader(WampConstants.OVERRIDE_PROCEDURE, procedure);
        message.setHeader(WampConstants.CALL_TIMEOUT, callTimeout);
    }

    /**
     * Sets how long a call may take.
     *
     * @param callTimeout milliseconds, at least 1; 30000 by default
     */
    public void setCallTimeout(long callTimeout) {
        if (callTimeout < 1) {
            throw new IllegalArgumentException(
                    "callTimeout is " + callTimeout + ": it must be a number of milliseconds, at least 1");
        }
        this.callTimeout = callTimeout;
    }
}
