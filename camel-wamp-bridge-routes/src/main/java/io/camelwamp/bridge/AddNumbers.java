package io.camelwamp.bridge;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.math.BigInteger;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The demo procedure {@code com.example.add2}: the sum of two numbers, exact for integers of any
 * size.
 */
public class AddNumbers implements Processor {
    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof List<?> args
                && args.size() == 2
                && args.get(0) instanceof Number a
                && args.get(1) instanceof Number b) {
            exchange.getMessage().setBody(sum(a, b));
        } else {
            throw new WampException(
                    Uris.INVALID_ARGUMENT, "two numbers are needed, such as \"args\": [1, 2]");
        }
    }

    private static Number sum(Number a, Number b) {
        if (isInteger(a) && isInteger(b)) {
            return new BigInteger(a.toString()).add(new BigInteger(b.toString()));
        }
        return a.doubleValue() + b.doubleValue();
    }

    private static boolean isInteger(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof BigInteger;
    }
}
