package io.camelwamp.bridge.app;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The demo procedure: adds two numbers, of any size. */
public final class AddTwo implements Processor {
    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof List<?> args)
                || args.size() != 2
                || !(args.get(0) instanceof Number a)
                || !(args.get(1) instanceof Number b)) {
            throw new WampException(
                    Uris.INVALID_ARGUMENT, "com.example.add2 takes two numbers, such as [1, 2]");
        }
        BigDecimal sum = new BigDecimal(a.toString()).add(new BigDecimal(b.toString()));
        boolean whole = sum.scale() <= 0;
        exchange.getMessage().setBody(whole ? sum.toBigIntegerExact() : sum);
    }
}
