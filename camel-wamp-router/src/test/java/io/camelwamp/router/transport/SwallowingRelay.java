package io.camelwamp.router.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A TCP relay in front of a router that can swallow what passes, so that connections look open to both
 * ends while nothing gets through. Two threads per connection, which end with it.
 */
final class SwallowingRelay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** Of the connections that are made now: set once nothing passes on them any more. */
    private volatile AtomicBoolean swallowed = new AtomicBoolean();

    /**
     * A relay on a free port.
     *
     * @param target a port of this machine
     */
    SwallowingRelay(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on nothing passes in either direction on the connections that there are; on later ones it does. */
    void swallow() {
        swallowed.set(true);
        swallowed = new AtomicBoolean();
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "swallowing-relay");
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                Socket router = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(router);
                AtomicBoolean mute = swallowed;
                start(() -> pump(client, router, mute));
                start(() -> pump(router, client, mute));
            } catch (IOException e) {
                // Closed, which ends the loop; or the router is not there, which ends the client.
                sockets.forEach(SwallowingRelay::closeQuietly);
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicBoolean mute) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int octets = in.read(buffer); octets >= 0; octets = in.read(buffer)) {
                if (!mute.get()) {
                    out.write(buffer, 0, octets);
                }
            }
        } catch (IOException e) {
            // One end is gone, and so the other is closed, too.
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(SwallowingRelay::closeQuietly);
        try {
            for (Thread thread : threads) {
                thread.join(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
