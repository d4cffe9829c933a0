package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;

/**
 * How messages look on the wire of one connection: octets to frames and back, without input or
 * output.
 *
 * <p>Confined to the connection's event loop.
 */
interface Framing {
    /** Hears what {@link #read} finds. */
    interface Sink {
        /**
         * A complete message: {@code length} octets from {@code offset}, valid during this call
         * only.
         */
        void message(byte[] octets, int offset, int length);

        /** The peer wants to hear these octets back. */
        void ping(byte[] octets);

        /**
         * The peer announced the end of the connection and sends nothing more.
         *
         * @param code the peer's close code, or {@link CloseCode#NONE}
         * @param reason the peer's words, maybe empty
         */
        void farewell(int code, String reason);
    }

    /**
     * Takes one frame out of what has arrived.
     *
     * @return false if there is no complete one
     * @throws FramingFault if the octets break the rules; the rest of the stream cannot be read
     *     then
     */
    boolean read(InboundBuffer in, Sink sink) throws FramingFault;

    /** The largest message that is sent, in octets: what the peer accepts, as far as that is known. */
    int maxOutboundSize();

    /** About how many octets a message of this size needs on the wire. */
    int frameSize(int messageSize);

    /**
     * Appends a message.
     *
     * @param message its octets, which are only read
     */
    void writeMessage(ByteBuf out, byte[] message);

    /** Appends what a living peer answers. */
    void writePing(ByteBuf out);

    /** Appends the answer to a ping. */
    void writePong(ByteBuf out, byte[] octets);

    /**
     * Appends the announcement that nothing more follows.
     *
     * @param code why, one of {@link CloseCode}
     * @param reason why, for people; shortened if it is too long
     * @return whether there is such an announcement, which the peer answers with its own; if not,
     *     nothing was appended
     */
    boolean writeClose(ByteBuf out, int code, String reason);

    /** Frees native memory; nothing is read or written afterwards. */
    void release();
}
