package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.component.WampConstants;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.Uris;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Turns a JSON body {@code {"topic", "args", "kwargs", "options"}} into a publication for {@code
 * to("wamp:topic:…")}.
 *
 * <p>A publication whose {@code eligible…} list is empty is for nobody; it is answered here and the
 * route ends, so that it reaches nobody even through a router that takes an empty list for none.
 */
public class PublicationReader extends RequestReader {
    @Override
    void read(RequestObject request, Exchange exchange) throws RefusedException {
        Message message = exchange.getMessage();
        String topic = request.uri("topic");
        if (Uris.isReserved(topic)) {
            throw new RefusedException(400, "'topic' must not begin with 'wamp.': such names belong to the protocol");
        }
        readArguments(request, message);
        Map<String, Object> options = PublicationOptions.checked(request.object("options"));
        message.setHeader(WampConstants.OVERRIDE_TOPIC, topic);
        message.setHeader(WampConstants.OPTIONS, options);
        if (PublicationOptions.reachNobody(options)) {
            long id = ThreadLocalRandom.current().nextLong(RequestIds.MAX) + 1;
            PublicationAnswer.answer(exchange, id);
            exchange.setRouteStop(true);
        }
    }
}
