package io.camelwamp.bridge.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that the client of an HTTP/1 request closes its connection while it waits for the answer.
 *
 * <p>Jetty does not read from a connection between the end of a request and the end of its answer,
 * so nobody else would notice. Octets of a following request that are read here are handed back to
 * Jetty's connection, which finds them when it goes on. All that happens under a lock that {@link
 * #stop} takes too; so no read is under way once it returns, and the lock is never held for longer
 * than one read that cannot block.
 */
final class Http1Watch implements ClientWatch {
    private static final int READ_SIZE = 1024;

    private final Connection connection;
    private final AbstractEndPoint endPoint;
    private final Runnable whenGone;
    private final Lock lock = new ReentrantLock();
    private final Callback onReadable = Callback.from(this::readable, failure -> closed());
    private boolean looking;
    private boolean stopped;

    Http1Watch(Connection connection, AbstractEndPoint endPoint, Runnable whenGone) {
        this.connection = connection;
        this.endPoint = endPoint;
        this.whenGone = whenGone;
    }

    /** Begins to watch the first time, unless a further request has arrived already. */
    @Override
    public void look() {
        lock.lock();
        try {
            if (!stopped && !looking) {
                looking = true;
                if (!hasNextRequest()) {
                    endPoint.tryFillInterested(onReadable);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            boolean registered = looking && !stopped;
            stopped = true;
            if (registered) {
                endPoint.getFillInterest().onFail(new IOException("the watch has ended"));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether Jetty holds octets behind this request: then the end of the stream is not what would
     * be read next.
     */
    private boolean hasNextRequest() {
        ByteBuffer next = ((Connection.UpgradeFrom) connection).onUpgradeFrom();
        if (next == null) {
            return false;
        }
        ((Connection.UpgradeTo) connection).onUpgradeTo(next);
        return true;
    }

    private void readable() {
        boolean gone = false;
        lock.lock();
        try {
            if (!stopped) {
                gone = read() < 0;
            }
        } finally {
            lock.unlock();
        }
        if (gone) {
            whenGone.run();
        }
    }

    /** The connection was closed from this side or by an error, or the watch has just stopped. */
    private void closed() {
        lock.lock();
        boolean gone = !stopped;
        lock.unlock();
        if (gone) {
            whenGone.run();
        }
    }

    private int read() {
        try {
            ByteBuffer octets = ByteBuffer.allocate(READ_SIZE);
            octets.limit(0);
            int count = endPoint.fill(octets);
            if (count > 0) {
                ((Connection.UpgradeTo) connection).onUpgradeTo(octets);
            } else if (count == 0) {
                endPoint.tryFillInterested(onReadable);
            }
            return count;
        } catch (IOException e) {
            return -1;
        }
    }
}
