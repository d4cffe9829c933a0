package io.camelwamp.codec;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the binary formats have in common: a position in octets, and big-endian numbers there. */
abstract class BinaryReader extends ElementReader {
    private static final int INITIAL_CAPACITY = 16;

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private final byte[] bytes;
    private final int end;
    private final int offset;
    private int position;

    BinaryReader(byte[] bytes, int offset, int length) {
        super(bytes);
        this.bytes = bytes;
        this.offset = offset;
        this.position = offset;
        this.end = offset + length;
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.BIG_ENDIAN);
    }

    @Override
    final int nextStart() {
        return position;
    }

    @Override
    final int position() {
        return position;
    }

    /** The next octet, which stays unread. */
    final int peek() {
        need(1);
        return bytes[position] & 0xff;
    }

    final int uint8() {
        need(1);
        return bytes[position++] & 0xff;
    }

    final int uint16() {
        return (short) SHORT.get(bytes, take(Short.BYTES)) & 0xffff;
    }

    final int int32() {
        return (int) INT.get(bytes, take(Integer.BYTES));
    }

    final long uint32() {
        return int32() & 0xffff_ffffL;
    }

    final long int64() {
        return (long) LONG.get(bytes, take(Long.BYTES));
    }

    /** A string of so many octets. */
    final String text(long length, boolean keep) {
        int start = take(length);
        int valid = Utf8.endOfValid(bytes, start, position);
        if (valid < position) {
            throw violation("Strings must be UTF-8, but octet " + (valid - offset) + " of the message is malformed");
        }
        return keep ? Utf8.decode(bytes, start, position) : null;
    }

    final byte[] binary(long length, boolean keep) {
        int start = take(length);
        return keep ? Arrays.copyOfRange(bytes, start, position) : null;
    }

    /** Reads a value that stands so deep in the message; 0 is the message's own elements. */
    abstract Object value(int depth, boolean keep);

    /** Reads a key of a dictionary. */
    abstract String key(boolean keep);

    /** Tells whether a list or dictionary of unknown length ends here, and passes its end. */
    abstract boolean passEnd();

    /** Reads the entries of a list; a negative count means that their number is unknown. */
    final Object list(int count, int depth, boolean keep) {
        if (depth > Payload.MAX_DEPTH) {
            throw tooDeep();
        }
        List<Object> list = keep && count != 0 ? new ArrayList<>(capacity(count)) : null;
        int i = 0;
        for (; count < 0 ? !passEnd() : i < count; i++) {
            Object value = value(depth + 1, keep);
            if (keep) {
                list.add(value);
            }
        }
        leave(i);
        return list == null ? List.of() : Collections.unmodifiableList(list);
    }

    /** Reads the entries of a dictionary; a negative count means that their number is unknown. */
    final Object dict(int count, int depth, boolean keep) {
        if (depth > Payload.MAX_DEPTH) {
            throw tooDeep();
        }
        Map<String, Object> dict = keep && count != 0 ? new LinkedHashMap<>(capacity(count)) : null;
        DistinctKeys keys = keep || count == 1 ? null : new DistinctKeys();
        int i = 0;
        for (; count < 0 ? !passEnd() : i < count; i++) {
            String key = key(keep || keys != null);
            Object value = value(depth + 1, keep);
            if (keys != null) {
                keys.add(key);
            } else if (dict != null) {
                dict.put(key, value);
                if (dict.size() == i) {
                    throw duplicateKey();
                }
            }
        }
        leave(i);
        return dict == null ? Map.of() : Collections.unmodifiableMap(dict);
    }

    /** Room for what is declared, within limits: the entries may never come. */
    private static int capacity(int count) {
        return count < 0 || count > INITIAL_CAPACITY ? INITIAL_CAPACITY : count;
    }

    /** Refuses a number of entries that cannot follow, because each has at least so many octets. */
    final int entries(long declared, int octetsEach) {
        if (declared < 0 || declared > (end - position) / octetsEach) {
            throw truncated(declared + " entries");
        }
        return (int) declared;
    }

    final void moveTo(int index) {
        position = index;
    }

    final void requireEnd() {
        if (position != end) {
            throw violation("A message must be one list, but " + (end - position) + " octets follow it");
        }
    }

    private void need(int count) {
        if (end - position < count) {
            throw truncated(count + " octets");
        }
    }

    private int take(long count) {
        if (count < 0 || count > end - position) {
            throw truncated(Long.toUnsignedString(count) + " octets");
        }
        int start = position;
        position += (int) count;
        return start;
    }

    private WampException truncated(String needed) {
        return violation("The message is incomplete: at octet "
                + (position - offset)
                + ", "
                + needed
                + " must follow, but only "
                + (end - position)
                + " octets do");
    }
}
