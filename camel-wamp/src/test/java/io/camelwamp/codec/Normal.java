package io.camelwamp.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decoded values in a form in which {@code equals} means what WAMP means by equal. */
final class Normal {
    private Normal() {}

    /** Binary, which has no useful {@code equals} as a Java array. */
    record Binary(String hex) {}

    /**
     * Integers of all sizes become {@link BigInteger}, and byte arrays {@link Binary}; the rest
     * stays.
     */
    static Object of(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        }
        if (value instanceof byte[] bytes) {
            return new Binary(HexFormat.of().formatHex(bytes));
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(of(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, of(element)));
            return copy;
        }
        return value;
    }
}
