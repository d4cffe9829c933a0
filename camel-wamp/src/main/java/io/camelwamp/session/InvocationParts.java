package io.camelwamp.session;

import io.camelwamp.protocol.Payload;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The parts of one invocation after the first, which may come before somebody takes them. Lives on the
 * event loop.
 */
final class InvocationParts {
    /** What may come before there is a handler; after that it decides. */
    private static final int MAX_EARLY_PARTS = 1000;

    private static final long MAX_EARLY_OCTETS = 16L << 20;

    private record Part(Payload payload, boolean last) {}

    private final Queue<Part> early = new ArrayDeque<>();
    private long earlyOctets;
    private PartHandler handler;
    private boolean complete;

    /** Null if the caller may take its time. */
    private Silence silence;

    /** Whether the last part has come. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Takes a part in.
     *
     * @return false if there is no room for it
     */
    boolean add(Payload part, boolean last) {
        complete = last;
        if (last) {
            noMore();
        } else if (silence != null) {
            silence.heard();
        }
        if (handler != null) {
            return handler.onPart(part, last);
        }
        early.add(new Part(part, last));
        earlyOctets += part.weight();
        return early.size() <= MAX_EARLY_PARTS && earlyOctets <= MAX_EARLY_OCTETS;
    }

    /**
     * Gives all parts to a handler from now on.
     *
     * @return false if it has no room for what has come already
     */
    boolean takenBy(PartHandler newHandler) {
        handler = newHandler;
        boolean room = true;
        for (Part part = early.poll(); part != null && room; part = early.poll()) {
            room = handler.onPart(part.payload, part.last);
        }
        early.clear();
        return room;
    }

    /** Limits the time between parts from now on; for those that are not complete. */
    void limitedBy(Silence newSilence) {
        noMore();
        silence = newSilence;
    }

    /** No further part is waited for. */
    void noMore() {
        if (silence != null) {
            silence.end();
            silence = null;
        }
    }
}
