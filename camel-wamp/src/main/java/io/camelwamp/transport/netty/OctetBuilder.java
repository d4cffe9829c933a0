package io.camelwamp.transport.netty;

import java.util.Arrays;

/** A growing byte array whose contents can be read in place. */
final class OctetBuilder {
    private static final int SMALLEST = 256;

    /** A larger array is given up by {@link #clear()}. */
    private static final int KEPT = 8 * 1024;

    private byte[] octets = new byte[0];
    private int size;

    /** Valid up to {@link #size()}. */
    byte[] array() {
        return octets;
    }

    int size() {
        return size;
    }

    void append(byte[] source, int offset, int length) {
        ensureRoom(length);
        System.arraycopy(source, offset, octets, size, length);
        size += length;
    }

    /** Makes sure that so many octets can be written behind {@link #size()}. */
    void ensureRoom(int length) {
        int needed = Math.addExact(size, length);
        if (needed > octets.length) {
            int doubled = (int) Math.min(2L * octets.length, Integer.MAX_VALUE - 8);
            octets = Arrays.copyOf(octets, Math.max(Math.max(needed, doubled), SMALLEST));
        }
    }

    /** The room behind {@link #size()}. */
    int room() {
        return octets.length - size;
    }

    /**
     * Counts octets that were written into {@link #array()} directly; negative to take some back.
     */
    void advance(int length) {
        size += length;
    }

    void clear() {
        size = 0;
        if (octets.length > KEPT) {
            octets = new byte[0];
        }
    }
}
