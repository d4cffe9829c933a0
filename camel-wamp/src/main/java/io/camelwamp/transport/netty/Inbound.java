package io.camelwamp.transport.netty;

import io.netty.buffer.ByteBuf;

/**
 * What one connection receives: frames are told apart as long as somebody wants them.
 *
 * <p>What arrives during a pause is kept; that is at most what one read of the network brings,
 * because the owner stops reading as well. Confined to the connection's event loop.
 */
final class Inbound {
    private final Framing framing;
    private final Framing.Sink sink;
    private final InboundBuffer buffer = new InboundBuffer();

    private boolean paused;
    private boolean finished;

    Inbound(Framing framing, Framing.Sink sink) {
        this.framing = framing;
        this.sink = sink;
    }

    /** Keeps octets for the next {@link #read()}. */
    void append(ByteBuf octets) {
        if (!finished) {
            buffer.append(octets);
        }
    }

    /**
     * Hands on what is complete; a message may well be the one after which the sink wants no more.
     *
     * @throws FramingFault if the octets break the rules; nothing is read any more then
     */
    void read() throws FramingFault {
        try {
            boolean more = true;
            while (more && !paused && !finished) {
                more = framing.read(buffer, sink);
            }
        } catch (FramingFault fault) {
            finish();
            throw fault;
        }
        buffer.tidy();
    }

    /** Hands on nothing until {@link #resume()}, not even what has arrived. */
    void pause() {
        paused = true;
    }

    /** Hands on again, from the next {@link #read()} on. */
    void resume() {
        paused = false;
    }

    boolean isPaused() {
        return paused;
    }

    /** Forgets what has arrived and whatever still will. */
    void finish() {
        finished = true;
        buffer.clear();
    }
}
