package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.JsonAnswer;
import io.camelwamp.component.WampConstants;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchHeaderException;
import org.apache.camel.Processor;
import org.apache.camel.support.ExchangeHelper;

/** Answers with the id of an acknowledged publication: {@code {"id": 1234567890}}. */
public class PublicationAnswer implements Processor {
    @Override
    public void process(Exchange exchange) throws NoSuchHeaderException {
        answer(exchange, ExchangeHelper.getMandatoryHeader(exchange, WampConstants.PUBLICATION_ID, Long.class));
    }

    static void answer(Exchange exchange, long id) {
        JsonAnswer.set(exchange, 200, ("{\"id\":" + id + "}").getBytes(StandardCharsets.US_ASCII));
    }
}
