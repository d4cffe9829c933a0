package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.bridge.json.JsonWriter;
import io.camelwamp.component.WampConstants;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Answers with the result of a call: {@code {"args": […], "kwargs": {…}}}.
 *
 * <p>The body is the list of positional results, or a single one that is no list, or null for none;
 * keyword results are in {@link WampConstants#KWARGS}. No result at all is written as {@code
 * {"args":[null]}}.
 */
public class CallAnswer implements Processor {
    @Override
    public void process(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        Map<?, ?> kwargs = exchange.getMessage().getHeader(WampConstants.KWARGS, Map.class);
        boolean hasKwargs = kwargs != null && !kwargs.isEmpty();
        boolean hasArgs = body != null && !List.of().equals(body);
        Map<String, Object> answer = new LinkedHashMap<>();
        if (hasArgs || !hasKwargs) {
            answer.put(
                    "args", body instanceof List && hasArgs ? body : Collections.singletonList(hasArgs ? body : null));
        }
        if (hasKwargs) {
            answer.put("kwargs", kwargs);
        }
        JsonAnswer.set(exchange, 200, JsonWriter.writeObject(answer));
    }
}
