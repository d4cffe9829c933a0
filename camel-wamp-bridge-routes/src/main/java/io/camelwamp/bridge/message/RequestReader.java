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
    private static final String ANONYMOUS = "anonymous";

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

    /**
     * Sets the role that the WAMP session must have.
     *
     * @param role {@code anonymous}, which is what sessions get that do not authenticate
     * @throws IllegalArgumentException if it is another one, which no session could have
     */
    public void setRole(String role) {
        checkRole(role);
    }

    static void checkRole(String role) {
        if (!ANONYMOUS.equals(role)) {
            throw new IllegalArgumentException(
                    "role is '" + role + "', but a session that does not authenticate has the role anonymous");
        }
    }
}
