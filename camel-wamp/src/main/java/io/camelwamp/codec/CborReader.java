package io.camelwamp.codec;

import io.camelwamp.protocol.NumberLimits;
import io.camelwamp.protocol.Payload;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * Reads CBOR (RFC 8949).
 *
 * <p>Of the tags, those of big integers and decimal fractions are understood, all others are passed
 * over; undefined is null; other simple values are violations.
 */
final class CborReader extends BinaryReader {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BINARY = 2;
    private static final int TEXT = 3;
    private static final int LIST = 4;
    private static final int DICT = 5;
    private static final int TAG = 6;

    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xff;
    private static final int TAG_POSITIVE_BIG = 2;
    private static final int TAG_NEGATIVE_BIG = 3;
    private static final int TAG_DECIMAL = 4;

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    /** How many elements of the message are still to be read; negative if a break ends them. */
    private int left;

    CborReader(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
    }

    /** A reader of so many elements that stand in no list. */
    CborReader(byte[] bytes, int elements) {
        super(bytes, 0, bytes.length);
        this.left = elements;
    }

    @Override
    void enterMessage() {
        passTags();
        int head = uint8();
        if (head >> 5 != LIST) {
            throw violation("A message must be a CBOR array");
        }
        left = isIndefinite(head) ? -1 : entries(argument(head), 1);
    }

    @Override
    boolean hasNext() {
        if (left > 0 || left < 0 && peek() != BREAK) {
            return true;
        }
        if (left < 0) {
            uint8();
            left = 0;
        }
        requireEnd();
        return false;
    }

    @Override
    Kind nextKind() {
        passTags();
        int head = peek();
        return switch (head >> 5) {
            case LIST -> Kind.LIST;
            case DICT -> Kind.DICT;
            default -> head == 0xf6 || head == 0xf7 ? Kind.NULL : Kind.OTHER;
        };
    }

    @Override
    Object element(boolean keep) {
        if (left > 0) {
            left--;
        }
        return value(0, keep);
    }

    @Override
    Object value(int depth, boolean keep) {
        passTags();
        int head = uint8();
        return switch (head >> 5) {
            case UNSIGNED -> unsigned(argument(head));
            case NEGATIVE -> negative(argument(head));
            case BINARY -> binary(head, keep);
            case TEXT -> text(head, keep);
            case LIST -> list(isIndefinite(head) ? -1 : entries(argument(head), 1), depth, keep);
            case DICT -> dict(isIndefinite(head) ? -1 : entries(argument(head), 2), depth, keep);
            case TAG -> tagged((int) argument(head), depth);
            default -> simple(head);
        };
    }

    @Override
    String key(boolean keep) {
        passTags();
        int head = uint8();
        if (head >> 5 != TEXT) {
            throw violation("The keys of a dictionary must be strings, but one is not");
        }
        return text(head, keep);
    }

    @Override
    boolean passEnd() {
        if (peek() != BREAK) {
            return false;
        }
        uint8();
        return true;
    }

    /** Goes to the next value or to the tag that says how to understand it. */
    private void passTags() {
        while (peek() >> 5 == TAG) {
            int start = position();
            long tag = argument(uint8());
            if (tag >= TAG_POSITIVE_BIG && tag <= TAG_DECIMAL) {
                moveTo(start);
                return;
            }
        }
    }

    private static boolean isIndefinite(int head) {
        return (head & 0x1f) == INDEFINITE;
    }

    /** The number in the head of a value, as an unsigned one. */
    private long argument(int head) {
        int info = head & 0x1f;
        return switch (info) {
            case 24 -> uint8();
            case 25 -> uint16();
            case 26 -> uint32();
            case 27 -> int64();
            default -> {
                if (info > 27) {
                    throw violation("The octet " + head + " must not begin a value in CBOR");
                }
                yield info;
            }
        };
    }

    private static Number unsigned(long argument) {
        return argument >= 0
                ? Numbers.integer(argument)
                : BigInteger.valueOf(argument).add(TWO_TO_64);
    }

    private static Number negative(long argument) {
        return argument >= 0
                ? Numbers.integer(~argument)
                : BigInteger.valueOf(argument).add(TWO_TO_64).not();
    }

    private String text(int head, boolean keep) {
        if (!isIndefinite(head)) {
            return text(argument(head), keep);
        }
        StringBuilder whole = new StringBuilder();
        while (!passEnd()) {
            String chunk = text(chunkLength(TEXT), keep);
            if (keep) {
                whole.append(chunk);
            }
        }
        return whole.toString();
    }

    private byte[] binary(int head, boolean keep) {
        if (!isIndefinite(head)) {
            return binary(argument(head), keep);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (!passEnd()) {
            byte[] chunk = binary(chunkLength(BINARY), keep);
            if (keep) {
                whole.writeBytes(chunk);
            }
        }
        return whole.toByteArray();
    }

    private long chunkLength(int type) {
        int head = uint8();
        if (head >> 5 != type || isIndefinite(head)) {
            throw violation("The chunks of a string must be strings of the same type and of known length");
        }
        return argument(head);
    }

    private Number tagged(int tag, int depth) {
        if (depth > Payload.MAX_DEPTH) {
            throw tooDeep();
        }
        return tag == TAG_DECIMAL ? decimal(value(depth + 1, true)) : bigInteger(tag);
    }

    private Number bigInteger(int tag) {
        int head = uint8();
        if (head >> 5 != BINARY) {
            throw violation("A big integer must be a byte string in CBOR");
        }
        BigInteger magnitude = new BigInteger(1, binary(head, true));
        if (!NumberLimits.allow(magnitude)) {
            throw tooLarge();
        }
        return Numbers.integer(tag == TAG_NEGATIVE_BIG ? magnitude.not() : magnitude);
    }

    private static Number decimal(Object content) {
        boolean valid = content instanceof List<?> parts
                && parts.size() == 2
                && isInteger(parts.get(0))
                && isInteger(parts.get(1));
        if (!valid) {
            throw violation("A decimal fraction must be a list of two integers in CBOR");
        }
        List<?> parts = (List<?>) content;
        long exponent = ((Number) parts.get(0)).longValue();
        if (parts.get(0) instanceof BigInteger || Math.abs(exponent) > NumberLimits.MAX_SCALE) {
            throw tooLarge();
        }
        return Numbers.real(new BigDecimal(new BigInteger(parts.get(1).toString()), (int) -exponent));
    }

    private static boolean isInteger(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof BigInteger;
    }

    private Object simple(int head) {
        return switch (head) {
            case 0xf4 -> Boolean.FALSE;
            case 0xf5 -> Boolean.TRUE;
            case 0xf6, 0xf7 -> null;
            case 0xf9 -> half(uint16());
            case 0xfa -> (double) Float.intBitsToFloat(int32());
            case 0xfb -> Double.longBitsToDouble(int64());
            default -> throw violation("The octet " + head + " must not begin a value in CBOR");
        };
    }

    /**
     * A number of 16 bits: sign, exponent of 5 bits, fraction of 10 bits (RFC 8949, appendix D).
     */
    private static double half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double size;
        if (exponent == 0) {
            size = Math.scalb((double) fraction, -24);
        } else if (exponent < 0x1f) {
            size = Math.scalb((double) (fraction + 1024), exponent - 25);
        } else {
            size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        return (bits & 0x8000) == 0 ? size : -size;
    }
}
