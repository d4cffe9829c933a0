package io.camelwamp.codec;

import java.math.BigInteger;

/**
 * Reads MessagePack (github.com/msgpack/msgpack, spec.md).
 *
 * <p>Raw octets of the format's first version are strings; extension types are violations, because
 * WAMP's data model has nothing that could carry them to a peer with another serializer.
 */
final class MessagePackReader extends BinaryReader {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    /** How many elements of the message are still to be read. */
    private int left;

    MessagePackReader(byte[] bytes, int offset, int length) {
        super(bytes, offset, length);
    }

    /** A reader of so many elements that stand in no list. */
    MessagePackReader(byte[] bytes, int elements) {
        super(bytes, 0, bytes.length);
        this.left = elements;
    }

    @Override
    void enterMessage() {
        if (nextKind() != Kind.LIST) {
            throw violation("A message must be a MessagePack array");
        }
        int code = uint8();
        long declared = code < 0xa0 ? code & 0x0f : code == 0xdc ? uint16() : uint32();
        left = entries(declared, 1);
    }

    @Override
    boolean hasNext() {
        if (left > 0) {
            return true;
        }
        requireEnd();
        return false;
    }

    @Override
    Kind nextKind() {
        int code = peek();
        if ((code & 0xf0) == 0x90 || code == 0xdc || code == 0xdd) {
            return Kind.LIST;
        }
        if ((code & 0xf0) == 0x80 || code == 0xde || code == 0xdf) {
            return Kind.DICT;
        }
        return code == 0xc0 ? Kind.NULL : Kind.OTHER;
    }

    @Override
    Object element(boolean keep) {
        left--;
        return value(0, keep);
    }

    @Override
    Object value(int depth, boolean keep) {
        int code = uint8();
        if (code < 0x80) {
            return code;
        }
        if (code < 0x90) {
            return dict(code & 0x0f, depth, keep);
        }
        if (code < 0xa0) {
            return list(code & 0x0f, depth, keep);
        }
        if (code < 0xc0) {
            return text(code & 0x1f, keep);
        }
        if (code >= 0xe0) {
            return (int) (byte) code;
        }
        return switch (code) {
            case 0xc0 -> null;
            case 0xc2 -> Boolean.FALSE;
            case 0xc3 -> Boolean.TRUE;
            case 0xc4 -> binary(uint8(), keep);
            case 0xc5 -> binary(uint16(), keep);
            case 0xc6 -> binary(uint32(), keep);
            case 0xd9 -> text(uint8(), keep);
            case 0xda -> text(uint16(), keep);
            case 0xdb -> text(uint32(), keep);
            case 0xdc -> list(uint16(), depth, keep);
            case 0xdd -> list(uint32(), depth, keep);
            case 0xde -> dict(uint16(), depth, keep);
            case 0xdf -> dict(uint32(), depth, keep);
            default -> number(code);
        };
    }

    private Number number(int code) {
        return switch (code) {
            case 0xca -> (double) Float.intBitsToFloat(int32());
            case 0xcb -> Double.longBitsToDouble(int64());
            case 0xcc -> uint8();
            case 0xcd -> uint16();
            case 0xce -> Numbers.integer(uint32());
            case 0xcf -> uint64();
            case 0xd0 -> (int) (byte) uint8();
            case 0xd1 -> (int) (short) uint16();
            case 0xd2 -> int32();
            case 0xd3 -> Numbers.integer(int64());
            case 0xc1 -> throw violation("The octet 0xc1 must not occur in MessagePack");
            default -> throw violation("MessagePack extension types must not be used: WAMP has nothing like them");
        };
    }

    private Number uint64() {
        long value = int64();
        return value >= 0 ? Numbers.integer(value) : BigInteger.valueOf(value).add(TWO_TO_64);
    }

    @Override
    boolean passEnd() {
        throw new IllegalStateException("MessagePack has no containers of unknown length");
    }

    private Object list(long declared, int depth, boolean keep) {
        return list(entries(declared, 1), depth, keep);
    }

    private Object dict(long declared, int depth, boolean keep) {
        return dict(entries(declared, 2), depth, keep);
    }

    @Override
    String key(boolean keep) {
        int code = uint8();
        if ((code & 0xe0) == 0xa0) {
            return text(code & 0x1f, keep);
        }
        return switch (code) {
            case 0xd9 -> text(uint8(), keep);
            case 0xda -> text(uint16(), keep);
            case 0xdb -> text(uint32(), keep);
            default -> throw violation("The keys of a dictionary must be strings, but one is not");
        };
    }
}
