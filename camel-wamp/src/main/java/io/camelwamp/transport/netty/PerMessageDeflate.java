package io.camelwamp.transport.netty;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compresses and inflates the messages of one connection (RFC 7692, section 7.2).
 *
 * <p>Holds native memory from its first use until {@link #end()}.
 */
final class PerMessageDeflate {
    /** What a sync flush ends with, and what the wire leaves out. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    /** The least room for each step, more than a repeated flush marker takes. */
    private static final int STEP = 512;

    private final DeflateParameters parameters;
    private Deflater deflater;
    private Inflater inflater;

    PerMessageDeflate(DeflateParameters parameters) {
        this.parameters = parameters;
    }

    /** Appends the compressed form of a message. */
    void deflate(byte[] message, OctetBuilder out) {
        if (deflater == null) {
            deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        }
        deflater.setInput(message);
        int written;
        do {
            out.ensureRoom(Math.max(STEP, message.length / 4));
            int room = out.room();
            written = deflater.deflate(out.array(), out.size(), room, Deflater.SYNC_FLUSH);
            out.advance(written);
        } while (out.room() == 0);
        out.advance(-TAIL.length);
        if (parameters.resetsDeflater()) {
            deflater.reset();
        }
    }

    /**
     * Appends the original form of a message.
     *
     * @param limit the largest size accepted; no more is ever inflated
     * @throws FramingFault if it is larger, or is not what Deflate makes
     */
    void inflate(byte[] octets, int offset, int length, int limit, OctetBuilder out) throws FramingFault {
        if (inflater == null) {
            inflater = new Inflater(true);
        }
        try {
            inflateAll(octets, offset, length, limit, out);
            inflateAll(TAIL, 0, TAIL.length, limit, out);
        } catch (DataFormatException e) {
            throw new FramingFault(CloseCode.INVALID_DATA, "A compressed message cannot be inflated");
        }
        if (parameters.resetsInflater()) {
            inflater.reset();
        }
    }

    private void inflateAll(byte[] octets, int offset, int length, int limit, OctetBuilder out)
            throws DataFormatException, FramingFault {
        inflater.setInput(octets, offset, length);
        while (true) {
            out.ensureRoom(STEP);
            // One octet beyond the limit is enough to see that there is more.
            int room = (int) Math.min(out.room(), limit + 1L - out.size());
            int read = inflater.inflate(out.array(), out.size(), room);
            out.advance(read);
            if (out.size() > limit) {
                throw WebSocketReader.tooBig(limit);
            }
            if (inflater.finished()) {
                // A final block may end before the message does (RFC 7692, section 7.2.3.4).
                int left = inflater.getRemaining();
                inflater.reset();
                inflater.setInput(octets, offset + length - left, left);
                if (left == 0) {
                    return;
                }
            } else if (read < room) {
                return;
            }
        }
    }

    /** Frees the native memory. */
    void end() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
