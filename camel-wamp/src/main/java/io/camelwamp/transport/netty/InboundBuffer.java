package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * What has arrived and is not yet read, as one stretch of a byte array: messages are decoded where
 * they lie.
 *
 * <p>It grows with what arrives, never with what a peer announces. Confined to the connection's
 * event loop.
 */
final class InboundBuffer {
    /** A larger array is given up once it is empty, so that idle connections hold little memory. */
    private static final int KEPT = 8 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private byte[] octets = NOTHING;
    private int start;
    private int end;

    /** Copies all octets; positions handed out before are void. */
    void append(ByteBuf in) {
        int added = in.readableBytes();
        makeRoom(added);
        in.readBytes(octets, end, added);
        end += added;
    }

    private void makeRoom(int added) {
        if (octets.length - end >= added) {
            return;
        }
        int kept = end - start;
        int needed = Math.addExact(kept, added);
        byte[] roomy = octets;
        if (needed > octets.length) {
            int doubled = (int) Math.min(2L * octets.length, Integer.MAX_VALUE - 8);
            roomy = new byte[Math.max(needed, doubled)];
        }
        System.arraycopy(octets, start, roomy, 0, kept);
        octets = roomy;
        start = 0;
        end = kept;
    }

    int size() {
        return end - start;
    }

    /** The octet so far behind the first unread one, unsigned. */
    int at(int distance) {
        return octets[start + distance] & 0xff;
    }

    /** Holds the unread octets, from {@link #position()} on. */
    byte[] array() {
        return octets;
    }

    int position() {
        return start;
    }

    byte[] copy(int length) {
        return Arrays.copyOfRange(octets, start, start + length);
    }

    /** Counts octets as read; the array keeps them until the next {@link #append}. */
    void skip(int length) {
        start += length;
    }

    /** Called when nobody uses the array: makes the best of its being empty. */
    void tidy() {
        if (start == end) {
            start = 0;
            end = 0;
            if (octets.length > KEPT) {
                octets = NOTHING;
            }
        }
    }

    void clear() {
        octets = NOTHING;
        start = 0;
        end = 0;
    }
}
