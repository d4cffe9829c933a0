package io.camelwamp.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Arguments and keyword arguments of a message, either as values or still as the octets that came
 * from the wire.
 *
 * <p>A router hands octets on without looking inside, and a session encodes on the caller's thread;
 * both keep the {@link Encoded} form and decode only when somebody asks for {@link #args()} or
 * {@link #kwargs()}.
 *
 * <p>The values are {@code null}, {@link Boolean}, {@link Integer}, {@link Long}, {@link
 * java.math.BigInteger}, {@link Double}, {@link java.math.BigDecimal}, {@link String}, {@code
 * byte[]}, {@link List} and {@link Map} with string keys. Instances are immutable (byte arrays must
 * not be written to) and thread-safe.
 */
public final class Payload {
    /**
     * How deeply lists and dictionaries within arguments may be nested, so that no value can
     * exhaust a stack.
     */
    public static final int MAX_DEPTH = 500;

    /** No arguments at all. */
    public static final Payload EMPTY = new Payload(List.of(), Map.of());

    /**
     * A payload as octets.
     *
     * @param format the serializer that wrote or read them
     * @param bytes one or two complete elements, args and then kwargs, without any framing
     * @param elements 1 for args, 2 for args and kwargs; there are never octets for an empty
     *     payload
     */
    public record Encoded(PayloadFormat format, byte[] bytes, int elements) {}

    /** The octets, or null if the payload was made of values. */
    private final Encoded encoded;

    /**
     * Set from the start, or by the first reader; readers that race decode the same value twice,
     * which is harmless.
     */
    private volatile Values values;

    /** See {@link #weight()}; 0 until somebody asks. Readers that race find the same. */
    private int weight;

    private record Values(List<Object> args, Map<String, Object> kwargs) {}

    private Payload(List<Object> args, Map<String, Object> kwargs) {
        this.encoded = null;
        this.values = new Values(args, kwargs);
    }

    private Payload(Encoded encoded, Values values) {
        this.encoded = encoded;
        this.values = values;
    }

    /**
     * Takes a snapshot of application values, so that later changes to them have no effect.
     *
     * @param args positional arguments; null means none
     * @param kwargs keyword arguments; null means none
     * @return an immutable payload
     * @throws WampException.InvalidPayload if a value is of a type that WAMP cannot carry, a number
     *     beyond {@link NumberLimits}, or a string that begins with U+0000, which would be binary
     *     to who receives JSON; the text names its place
     */
    public static Payload of(List<?> args, Map<String, ?> kwargs) {
        boolean noArgs = args == null || args.isEmpty();
        boolean noKwargs = kwargs == null || kwargs.isEmpty();
        if (noArgs && noKwargs) {
            return EMPTY;
        }
        return new Payload(
                noArgs ? List.of() : PayloadValues.snapshotList(args, "args"),
                noKwargs ? Map.of() : PayloadValues.snapshotMap(kwargs, "kwargs"));
    }

    /** A snapshot of positional arguments; see {@link #of(List, Map)}. */
    public static Payload ofArgs(Object... args) {
        return of(java.util.Arrays.asList(args), null);
    }

    /**
     * Wraps values that a decoder has just made and that nobody else holds.
     *
     * @param args positional arguments, not null
     * @param kwargs keyword arguments, not null
     */
    public static Payload ofDecoded(List<Object> args, Map<String, Object> kwargs) {
        if (args.isEmpty() && kwargs.isEmpty()) {
            return EMPTY;
        }
        return new Payload(Collections.unmodifiableList(args), Collections.unmodifiableMap(kwargs));
    }

    /** Wraps octets; they are decoded when somebody asks for the values. */
    public static Payload ofEncoded(Encoded encoded) {
        return new Payload(Objects.requireNonNull(encoded), null);
    }

    /**
     * The same values, remembering also how they look in one format, so that sending them costs a
     * copy only.
     */
    public Payload withEncoded(Encoded form) {
        return new Payload(Objects.requireNonNull(form), values());
    }

    /**
     * The octets at hand, without the values that were decoded from them, or this payload if it has
     * none. What keeps payloads keeps and reads such copies: decoded values take many times their
     * octets, and would stay as long as the payload does.
     */
    public Payload undecoded() {
        return encoded == null ? this : new Payload(encoded, null);
    }

    /** The positional arguments, never null, unmodifiable. */
    public List<Object> args() {
        return values().args;
    }

    /** The keyword arguments, never null, unmodifiable, in the order of the wire. */
    public Map<String, Object> kwargs() {
        return values().kwargs;
    }

    /** Tells whether there are neither arguments nor keyword arguments. */
    public boolean isEmpty() {
        return encoded == null && args().isEmpty() && kwargs().isEmpty();
    }

    /**
     * The octets, if they are at hand in this format.
     *
     * @return null if the payload must be encoded
     */
    public Encoded encodedAs(PayloadFormat format) {
        return encoded != null && encoded.format == format ? encoded : null;
    }

    /** The size of the octets at hand, or 0 if there are only values. */
    public int encodedSize() {
        return encoded == null ? 0 : encoded.bytes.length;
    }

    /**
     * About how many octets it takes to keep or send the payload: exactly so many if they are at
     * hand, else an estimate that is rather too large. It is made once and does not change.
     */
    public int weight() {
        if (encoded != null) {
            return encoded.bytes.length;
        }
        if (weight == 0 && !isEmpty()) {
            weight = (int) Math.min(PayloadValues.weight(args()) + PayloadValues.weight(kwargs()), Integer.MAX_VALUE);
        }
        return weight;
    }

    private Values values() {
        Values current = values;
        if (current == null) {
            Payload decoded = encoded.format.decode(encoded);
            current = new Values(decoded.args(), decoded.kwargs());
            values = current;
        }
        return current;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that
                && PayloadValues.deepEquals(args(), that.args())
                && PayloadValues.deepEquals(kwargs(), that.kwargs());
    }

    @Override
    public int hashCode() {
        return 31 * args().size() + kwargs().keySet().hashCode();
    }

    /** Sizes only: payloads may hold what must not reach a log. */
    @Override
    public String toString() {
        if (values == null) {
            return "payload of " + encoded.bytes.length + " octets";
        }
        return "payload of " + args().size() + " args, " + kwargs().size() + " kwargs";
    }
}
