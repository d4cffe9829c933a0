package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;

/** Gathers the octets that a raw socket peer begins with, however they arrive. */
final class GreetingOctets {
    private final byte[] octets = new byte[RawSocketHandshake.SIZE];
    private int size;

    /** Takes what is missing and leaves the rest; tells whether nothing is missing now. */
    boolean take(ByteBuf in) {
        int taken = Math.min(in.readableBytes(), octets.length - size);
        in.readBytes(octets, size, taken);
        size += taken;
        return size == octets.length;
    }

    /** Whether the peer has not said anything yet. */
    boolean isEmpty() {
        return size == 0;
    }

    /** All octets. */
    byte[] octets() {
        return octets;
    }
}
