package io.camelwamp.protocol;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The data model of payloads: which Java values WAMP can carry, and immutable copies of them. */
final class PayloadValues {
    /** What any value weighs at least: as much as the longest number that is not a big one. */
    private static final int WEIGHT_OF_ONE = 16;

    private PayloadValues() {}

    static List<Object> snapshotList(Collection<?> list, String path) {
        return copyList(list, path, 0);
    }

    static Map<String, Object> snapshotMap(Map<?, ?> map, String path) {
        return copyMap(map, path, 0);
    }

    private static Object snapshot(Object value, String path, int depth) {
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text) {
            return checkText(text, path);
        }
        if (value instanceof Number number) {
            return copyNumber(number, path);
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return checkText(value.toString(), path);
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof Collection<?> list) {
            return copyList(list, path, depth + 1);
        }
        if (value instanceof Map<?, ?> map) {
            return copyMap(map, path, depth + 1);
        }
        if (value.getClass().isArray()) {
            return copyArray(value, path, depth + 1);
        }
        throw new WampException.InvalidPayload(path
                + " is a "
                + value.getClass().getName()
                + ", which WAMP cannot carry: convert it to text, a number, a boolean, byte[], a List or a Map");
    }

    private static Number copyNumber(Number number, String path) {
        if (number instanceof Double || number instanceof Float) {
            double real = number.doubleValue();
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                throw new WampException.InvalidPayload(path + " is " + real + ", which is not a number in WAMP");
            }
            return number instanceof Float ? Double.valueOf(number.toString()) : number;
        }
        if (number instanceof Integer || number instanceof Long) {
            return number;
        }
        if (number instanceof BigInteger big) {
            return checkLimits(big, NumberLimits.allow(big), path);
        }
        if (number instanceof BigDecimal decimal) {
            return checkLimits(decimal, NumberLimits.allow(decimal), path);
        }
        if (number instanceof Short || number instanceof Byte) {
            return number.intValue();
        }
        if (number instanceof java.util.concurrent.atomic.AtomicInteger
                || number instanceof java.util.concurrent.atomic.AtomicLong) {
            return number.longValue();
        }
        throw new WampException.InvalidPayload(
                path + " is a " + number.getClass().getName() + ": convert it to a long, double or BigDecimal");
    }

    private static Number checkLimits(Number number, boolean allowed, String path) {
        if (!allowed) {
            throw new WampException.InvalidPayload(path
                    + " is too large or too exact a number: it may have "
                    + NumberLimits.MAX_DIGITS
                    + " digits, and "
                    + NumberLimits.MAX_SCALE
                    + " places before or after the point");
        }
        return number;
    }

    /** Refused here and not in JSON only: a receiver may use that, whatever the sender uses. */
    private static String checkText(String text, String path) {
        if (beginsAsBinary(text)) {
            throw new WampException.InvalidPayload(path
                    + " is a string that begins with U+0000, which marks binary in JSON: send byte[], or"
                    + " the string without that character");
        }
        return text;
    }

    private static boolean beginsAsBinary(String text) {
        return !text.isEmpty() && text.charAt(0) == 0;
    }

    private static List<Object> copyList(Collection<?> list, String path, int depth) {
        checkDepth(path, depth);
        List<Object> copy = new ArrayList<>(list.size());
        int index = 0;
        for (Object element : list) {
            // Paths are only built for what may fail: texts and integers are by far the most
            // frequent elements.
            boolean plain = element instanceof String text && !beginsAsBinary(text)
                    || element instanceof Integer
                    || element instanceof Long;
            copy.add(plain ? element : snapshot(element, path + "[" + index + "]", depth));
            index++;
        }
        return Collections.unmodifiableList(copy);
    }

    private static List<Object> copyArray(Object array, String path, int depth) {
        checkDepth(path, depth);
        int length = Array.getLength(array);
        List<Object> copy = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            copy.add(snapshot(Array.get(array, i), path + "[" + i + "]", depth));
        }
        return Collections.unmodifiableList(copy);
    }

    private static Map<String, Object> copyMap(Map<?, ?> map, String path, int depth) {
        checkDepth(path, depth);
        Map<String, Object> copy = new LinkedHashMap<>(map.size() * 4 / 3 + 1);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof CharSequence) && !(entry.getKey() instanceof Enum<?>)) {
                throw new WampException.InvalidPayload(
                        path + " has the key '" + entry.getKey() + "', but keys must be text");
            }
            String key = entry.getKey().toString();
            if (beginsAsBinary(key)) {
                throw new WampException.InvalidPayload(path
                        + " has a key that begins with U+0000, which marks binary in JSON: leave that character out");
            }
            copy.put(key, snapshot(entry.getValue(), path + "." + key, depth));
        }
        return Collections.unmodifiableMap(copy);
    }

    private static void checkDepth(String path, int depth) {
        if (depth > Payload.MAX_DEPTH) {
            String start = path.length() > 80 ? path.substring(0, 80) + "…" : path;
            throw new WampException.InvalidPayload(
                    start + " is nested more than " + Payload.MAX_DEPTH + " levels deep");
        }
    }

    /** About how many octets a value takes in memory or on the wire, rather more than fewer. */
    static long weight(Object value) {
        if (value instanceof String text) {
            return WEIGHT_OF_ONE + 2L * text.length();
        }
        if (value instanceof byte[] bytes) {
            return WEIGHT_OF_ONE + bytes.length;
        }
        if (value instanceof BigInteger big) {
            return WEIGHT_OF_ONE + big.bitLength() / Byte.SIZE;
        }
        if (value instanceof BigDecimal decimal) {
            return WEIGHT_OF_ONE + decimal.unscaledValue().bitLength() / Byte.SIZE;
        }
        long sum = WEIGHT_OF_ONE;
        if (value instanceof List<?> list) {
            for (Object element : list) {
                sum += weight(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += weight(entry.getKey()) + weight(entry.getValue());
            }
        }
        return sum;
    }

    /** Equality that looks into byte arrays, which {@link Object#equals} does not. */
    static boolean deepEquals(Object a, Object b) {
        if (a instanceof byte[] left && b instanceof byte[] right) {
            return Arrays.equals(left, right);
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            if (left.size() != right.size()) {
                return false;
            }
            Iterator<?> others = right.iterator();
            for (Object element : left) {
                if (!deepEquals(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return left.keySet().equals(right.keySet())
                    && left.entrySet().stream().allMatch(e -> deepEquals(e.getValue(), right.get(e.getKey())));
        }
        return Objects.equals(a, b);
    }
}
