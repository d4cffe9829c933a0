package io.camelwamp.codec;

import io.camelwamp.protocol.NumberLimits;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes one message or payload into a growing array.
 *
 * <p>This class walks over the values, its subclasses write them in a format. What a format cannot
 * carry is a {@link WampException.InvalidPayload}. An instance serves one message and one thread.
 */
abstract class ElementWriter {
    /** Options, unlike payloads, have not been checked for their depth before. */
    private static final int MAX_DEPTH = Payload.MAX_DEPTH;

    private byte[] buffer;
    private int size;

    ElementWriter(int expectedSize) {
        buffer = new byte[expectedSize];
    }

    abstract void listStart(int count);

    abstract void listEnd();

    abstract void dictStart(int count);

    abstract void dictEnd();

    /** Comes before every entry of a list or dictionary but the first. */
    abstract void separator();

    abstract void key(String key);

    abstract void nothing();

    abstract void bool(boolean value);

    abstract void integer(long value);

    abstract void integer(BigInteger value);

    abstract void real(double value);

    abstract void real(BigDecimal value);

    abstract void text(String value);

    abstract void binary(byte[] value);

    /** Writes a message: the fields, then the payload unless it is empty. */
    final byte[] message(List<Object> fields, Payload payload, Payload.Encoded encoded) {
        int elements = encoded != null ? encoded.elements() : countElements(payload);
        listStart(fields.size() + elements);
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                separator();
            }
            value(fields.get(i), 0);
        }
        if (elements > 0) {
            separator();
            if (encoded != null) {
                octets(encoded.bytes());
            } else {
                values(payload, elements);
            }
        }
        listEnd();
        return result();
    }

    /** Writes a payload that is not empty, without a list around it. */
    final Payload.Encoded payload(Serializer format, Payload payload) {
        int elements = countElements(payload);
        values(payload, elements);
        return new Payload.Encoded(format, result(), elements);
    }

    private static int countElements(Payload payload) {
        return !payload.kwargs().isEmpty() ? 2 : payload.args().isEmpty() ? 0 : 1;
    }

    private void values(Payload payload, int elements) {
        list(payload.args(), 0);
        if (elements > 1) {
            separator();
            dict(payload.kwargs(), 0);
        }
    }

    private void value(Object value, int depth) {
        if (value instanceof String text) {
            text(text);
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Map<?, ?> dict) {
            dict(dict, depth);
        } else if (value instanceof List<?> list) {
            list(list, depth);
        } else if (value == null) {
            nothing();
        } else if (value instanceof Boolean bool) {
            bool(bool);
        } else if (value instanceof byte[] binary) {
            binary(binary);
        } else {
            throw invalid("WAMP cannot carry a "
                    + value.getClass().getName()
                    + ": convert it to text, a number, a boolean, byte[], a List or a Map");
        }
    }

    private void number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            integer(number.longValue());
        } else if (number instanceof Double || number instanceof Float) {
            real(number.doubleValue());
        } else if (number instanceof BigInteger big) {
            limited(NumberLimits.allow(big));
            integer(big);
        } else if (number instanceof BigDecimal decimal) {
            limited(NumberLimits.allow(decimal));
            real(decimal);
        } else {
            throw invalid("WAMP cannot carry a " + number.getClass().getName() + ": convert it to a long or double");
        }
    }

    private static void limited(boolean withinLimits) {
        if (!withinLimits) {
            throw invalid("A number must have at most " + NumberLimits.MAX_DIGITS + " digits and a moderate exponent");
        }
    }

    private void list(List<?> list, int depth) {
        checkDepth(depth);
        listStart(list.size());
        boolean first = true;
        for (Object value : list) {
            if (!first) {
                separator();
            }
            first = false;
            value(value, depth + 1);
        }
        listEnd();
    }

    private void dict(Map<?, ?> dict, int depth) {
        checkDepth(depth);
        dictStart(dict.size());
        boolean first = true;
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw invalid("The keys of a dictionary must be text, but one is '" + entry.getKey() + "'");
            }
            if (!first) {
                separator();
            }
            first = false;
            key(key);
            value(entry.getValue(), depth + 1);
        }
        dictEnd();
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("Lists and dictionaries must not be nested more than " + MAX_DEPTH + " levels deep");
        }
    }

    static WampException invalid(String text) {
        return new WampException.InvalidPayload(text);
    }

    static WampException notUnicode() {
        return invalid("A string holds half of a surrogate pair, which no encoding of Unicode can carry");
    }

    /** Makes room for so many octets and says where they begin; they count as written. */
    final int reserve(int count) {
        int start = size;
        if (buffer.length - start < count) {
            grow(count);
        }
        size += count;
        return start;
    }

    private void grow(int count) {
        long needed = (long) size + count;
        if (needed > Integer.MAX_VALUE - Long.BYTES) {
            throw new WampException.PayloadTooLarge("A message must be smaller than 2 GiB");
        }
        long doubled = Math.min(2L * buffer.length, Integer.MAX_VALUE - Long.BYTES);
        buffer = Arrays.copyOf(buffer, (int) Math.max(needed, doubled));
    }

    /** The array to write into, until the next {@link #reserve}. */
    final byte[] buffer() {
        return buffer;
    }

    /** Takes back what was reserved from an index on. */
    final void truncate(int index) {
        size = index;
    }

    final void octet(int value) {
        int start = reserve(1);
        buffer[start] = (byte) value;
    }

    final void octets(byte[] values) {
        int start = reserve(values.length);
        System.arraycopy(values, 0, buffer, start, values.length);
    }

    private byte[] result() {
        return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
    }
}
