package io.camelwamp.transport.netty;

import io.camelwamp.transport.EventLoop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.function.Consumer;

/**
 * What one connection sends: frames of one turn of the loop are gathered in one buffer and flushed
 * together.
 *
 * <p>It counts what the network has not taken, including what a TLS layer holds. Confined to the
 * event loop.
 */
final class Outbound {
    /**
     * A fuller buffer is handed on, so that a long turn does not make one huge stretch of memory.
     */
    private static final int BATCH_LIMIT = 64 * 1024;

    private static final int SMALLEST_BATCH = 256;

    private final Channel channel;
    private final EventLoop loop;
    private final long highWaterMark;
    private final Consumer<Boolean> writabilityChanged;
    private final Consumer<Throwable> failed;
    private final Runnable flushTask = this::flush;

    private ByteBuf batch;
    private int batchCapacity = SMALLEST_BATCH;
    private int frameStart;
    private boolean flushScheduled;
    private long pending;
    private boolean writable = true;

    /**
     * An empty queue.
     *
     * @param highWaterMark pending octets above which it is not writable; it is again at half of
     *     that
     * @param writabilityChanged told the new state
     * @param failed told why the network refused what was written
     */
    Outbound(
            Channel channel,
            EventLoop loop,
            long highWaterMark,
            Consumer<Boolean> writabilityChanged,
            Consumer<Throwable> failed) {
        this.channel = channel;
        this.loop = loop;
        this.highWaterMark = highWaterMark;
        this.writabilityChanged = writabilityChanged;
        this.failed = failed;
    }

    /** Where the next frame goes, with room for so many octets; {@link #endFrame()} must follow. */
    ByteBuf beginFrame(int octets) {
        if (batch != null && batch.readableBytes() + octets > BATCH_LIMIT) {
            writeBatch();
        }
        if (batch == null) {
            batch = channel.alloc().ioBuffer(Math.max(batchCapacity, octets));
        }
        frameStart = batch.writerIndex();
        return batch;
    }

    /** Counts the frame that was just written and has it flushed at the end of this turn. */
    void endFrame() {
        pending += batch.writerIndex() - frameStart;
        if (!flushScheduled) {
            flushScheduled = true;
            loop.execute(flushTask);
        }
        if (writable && pending > highWaterMark) {
            writable = false;
            writabilityChanged.accept(false);
        }
    }

    /** Hands everything to the network now. */
    void flush() {
        flushScheduled = false;
        if (batch != null) {
            writeBatch();
        }
        channel.flush();
    }

    /** Hands everything to the network now and runs a task when it was taken or refused. */
    void flushThen(Runnable task) {
        flushScheduled = false;
        if (batch != null) {
            writeBatch();
        }
        // Writes complete in order, so this empty one completes after all others.
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ignored -> task.run());
    }

    private void writeBatch() {
        ByteBuf full = batch;
        int size = full.readableBytes();
        batch = null;
        // The next turn probably has as much to say as this one.
        batchCapacity = Math.min(Math.max(size, SMALLEST_BATCH), BATCH_LIMIT);
        channel.write(full).addListener((ChannelFutureListener) future -> {
            taken(size);
            if (!future.isSuccess()) {
                failed.accept(future.cause());
            }
        });
    }

    private void taken(int octets) {
        pending -= octets;
        if (!writable && pending <= highWaterMark / 2) {
            writable = true;
            writabilityChanged.accept(true);
        }
    }

    long pending() {
        return pending;
    }

    boolean isWritable() {
        return writable;
    }

    /** Drops what was not handed on; called when the connection is gone. */
    void release() {
        if (batch != null) {
            pending -= batch.readableBytes();
            batch.release();
            batch = null;
        }
    }
}
