package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.protocol.RequestIds;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Turns a JSON body {@code {"topic", "args", "kwargs", "options"}} into a publication: the
 * positional arguments as a list in the body, the rest in {@link WampHeaders}.
 *
 * <p>A publication whose {@code eligible…} list is empty is for nobody; it is answered here and the
 * route ends, so that it reaches nobody even through a router that takes an empty list for none.
 */
public class PublicationReader implements Processor {
    @Override
    public void process(Exchange exchange) throws RefusedException {
        RequestObject request = RequestObject.of(exchange);
        String topic = request.uri("topic");
        List<Object> args = request.list("args");
        Map<String, Object> kwargs = request.object("kwargs");
        Map<String, Object> options = PublicationOptions.checked(request.object("options"));
        Message message = exchange.getMessage();
        message.setBody(args);
        message.setHeader(WampHeaders.TOPIC, topic);
        message.setHeader(WampHeaders.OPTIONS, options);
        if (!kwargs.isEmpty()) {
            message.setHeader(WampHeaders.KWARGS, kwargs);
        }
        if (PublicationOptions.reachNobody(options)) {
            PublicationAnswer.answer(
                    exchange, ThreadLocalRandom.current().nextLong(RequestIds.MAX) + 1);
            exchange.setRouteStop(true);
        }
    }
}
