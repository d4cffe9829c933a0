package io.camelwamp.transport.netty;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Event loops for the network, one NIO thread each.
 *
 * <p>The threads are named after the loops, are no daemons and run until {@link #close()}. A few
 * more threads take what would block a loop: name lookups and the expensive steps of a TLS
 * handshake.
 */
public final class NettyEventLoops implements EventLoops {
    private static final int HELPERS = 4;
    private static final int HELPER_QUEUE = 1024;
    private static final long SHUTDOWN_SECONDS = 5;

    private final NioEventLoopGroup group;
    private final ThreadPoolExecutor helpers;
    private final List<NettyEventLoop> loops;
    private final AtomicInteger turn = new AtomicInteger();

    /** Makes these loops; the service that {@link EventLoops#create} finds. */
    public static final class Factory implements EventLoops.Factory {
        /** Called by {@link java.util.ServiceLoader}. */
        public Factory() {}

        @Override
        public EventLoops create(String name, int threads) {
            return new NettyEventLoops(name, threads);
        }
    }

    /**
     * Starts loops.
     *
     * @param name the beginning of the threads' names
     * @param threads how many, at least 1
     * @throws IllegalArgumentException if there would be none
     */
    public NettyEventLoops(String name, int threads) {
        Objects.requireNonNull(name, "name");
        if (threads < 1) {
            throw new IllegalArgumentException("At least one event loop is needed, not " + threads);
        }
        group = new NioEventLoopGroup(threads, new DefaultThreadFactory(name));
        // A lookup cannot be interrupted, so its thread must not keep a JVM alive that has
        // otherwise ended.
        helpers = new ThreadPoolExecutor(
                HELPERS,
                HELPERS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(HELPER_QUEUE),
                new DefaultThreadFactory(name + "-helper", true));
        helpers.allowCoreThreadTimeOut(true);
        List<NettyEventLoop> made = new ArrayList<>(threads);
        for (EventExecutor executor : group) {
            made.add(new NettyEventLoop((io.netty.channel.EventLoop) executor, helpers));
        }
        loops = List.copyOf(made);
    }

    @Override
    public EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /** Stops the loops after the tasks they have and closes their connections; does not wait. */
    @Override
    public void close() {
        group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        helpers.shutdownNow();
    }
}
