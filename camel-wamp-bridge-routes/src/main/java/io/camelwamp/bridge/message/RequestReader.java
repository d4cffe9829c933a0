package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.component.WampConstants;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * What publications and calls have in common: a JSON object with {@code args} and {@code kwargs}.
 * The positional arguments become the body, always as a list, and the keyword arguments a header.
 */
abstract class RequestReader implements Processor {
    @Override
    public final void process(Exchange exchange) throws RefusedException {
        read(RequestObject.of(exchange), exchange);
    }

    abstract void read(RequestObject request, Exchange exchange) throws RefusedException;

    /** The arguments of a request, checked and put into the message. */
    static void readArguments(RequestObject request, Message message) throws RefusedException {
        Map<String, Object> kwargs = request.object("kwargs");
        message.setBody(request.list("args"));
        if (!kwargs.isEmpty()) {
            message.setHeader(WampConstants.KWARGS, kwargs);
        }
    }
}
