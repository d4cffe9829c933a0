package io.camelwamp.bridge;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The demo procedure {@code com.example.add2}: the sum of two numbers, exact for integers.
 *
 * <p>Numbers beyond 10^1000, or closer to zero than 10^-1000, are refused: anybody may call it, and
 * a short text such as {@code 1e999999999} must not become work. So are sums that are not finite.
 */
public class AddNumbers implements Processor {
    private static final int MOST_DIGITS = 1000;

    /** What an integer of so many digits takes at most: log2(10) bits for each. */
    private static final int MOST_BITS = (int) Math.ceil(MOST_DIGITS * Math.log(10) / Math.log(2));

    @Override
    public void process(Exchange exchange) {
        if (exchange.getMessage().getBody() instanceof List<?> args
                && args.size() == 2
                && args.get(0) instanceof Number a
                && args.get(1) instanceof Number b) {
            exchange.getMessage().setBody(sum(a, b));
        } else {
            throw invalid("two numbers are needed, such as \"args\": [1, 2]");
        }
    }

    private static Number sum(Number a, Number b) {
        if (!isReasonable(a) || !isReasonable(b)) {
            throw invalid("the numbers must be finite, with exponents from -1000 to 1000");
        }
        if (isInteger(a) && isInteger(b)) {
            return integer(a).add(integer(b));
        }
        double sum = a.doubleValue() + b.doubleValue();
        if (!Double.isFinite(sum)) {
            throw invalid("the sum is larger than a real number can be: at most 1.7e308");
        }
        return sum;
    }

    private static boolean isReasonable(Number number) {
        if (number instanceof BigInteger integer) {
            return integer.bitLength() <= MOST_BITS;
        }
        if (number instanceof BigDecimal decimal) {
            long exponent = (long) decimal.precision() - decimal.scale() - 1;
            return decimal.signum() == 0 || Math.abs(exponent) <= MOST_DIGITS;
        }
        return Double.isFinite(number.doubleValue());
    }

    private static BigInteger integer(Number number) {
        return number instanceof BigInteger integer ? integer : BigInteger.valueOf(number.longValue());
    }

    private static WampException invalid(String text) {
        return new WampException(Uris.INVALID_ARGUMENT, text);
    }

    private static boolean isInteger(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof BigInteger;
    }
}
