package io.camelwamp.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A TCP proxy whose connections do not last: each ends after a random time, in order, by a reset, or
 * by falling silent first. Two threads per connection.
 */
final class CutProxy implements AutoCloseable {
    /** How a connection ends. */
    private enum Cut {
        /** Both ends read an end of stream. */
        CLOSE,
        /** Both ends get a reset. */
        RESET,
        /** Nothing passes any more; closed after that. */
        SILENCE
    }

    private static final int MEAN_LIFE_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 5_000;
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket server;
    private final Random random;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final LongAdder cuts = new LongAdder();
    private volatile InetSocketAddress target;

    /**
     * A proxy on a free port, that refuses connections until it has a target.
     *
     * @param seed decides when which connection ends how
     */
    CutProxy(long seed) throws IOException {
        random = new Random(seed);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("cut-accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections were cut. */
    long cuts() {
        return cuts.sum();
    }

    /** Where new connections lead; null to refuse them. Old ones are not touched. */
    void target(InetSocketAddress address) {
        target = address;
    }

    /** Cuts every connection at once. */
    void cutAll() {
        links.forEach(link -> link.end(true));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                InetSocketAddress where = target;
                if (where == null) {
                    client.close();
                } else {
                    connect(client, where);
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client, InetSocketAddress where) throws IOException {
        Socket router = new Socket();
        try {
            router.connect(where, CONNECT_MILLIS);
        } catch (IOException e) {
            client.close();
            router.close();
            return;
        }
        client.setTcpNoDelay(true);
        router.setTcpNoDelay(true);
        int life =
                (int) Math.min(10L * MEAN_LIFE_MILLIS, (long) (-Math.log(1 - random.nextDouble()) * MEAN_LIFE_MILLIS));
        Cut cut = Cut.values()[random.nextInt(Cut.values().length)];
        new Link(client, router, System.nanoTime() + life * 1_000_000L, cut).start();
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        links.forEach(link -> link.end(false));
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket router;
        private final long endsAt;
        private final Cut cut;

        Link(Socket client, Socket router, long endsAt, Cut cut) {
            this.client = client;
            this.router = router;
            this.endsAt = endsAt;
            this.cut = cut;
        }

        void start() {
            links.add(this);
            CutProxy.start("cut-up", () -> pump(client, router));
            CutProxy.start("cut-down", () -> pump(router, client));
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[16 * 1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                while (true) {
                    long left = (endsAt - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        cuts.increment();
                        cut();
                        return;
                    }
                    from.setSoTimeout((int) left);
                    int count = read(in, buffer);
                    if (count < 0) {
                        end(false);
                        return;
                    }
                    out.write(buffer, 0, count);
                }
            } catch (IOException e) {
                end(false);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Returns 0 when the time is up. */
        private int read(InputStream in, byte[] buffer) throws IOException {
            try {
                return in.read(buffer);
            } catch (java.net.SocketTimeoutException e) {
                return 0;
            }
        }

        private void cut() throws InterruptedException {
            if (cut == Cut.SILENCE) {
                Thread.sleep(SILENCE_MILLIS);
            }
            end(cut == Cut.RESET);
        }

        void end(boolean reset) {
            links.remove(this);
            for (Socket socket : new Socket[] {client, router}) {
                try {
                    if (reset) {
                        socket.setSoLinger(true, 0);
                    }
                    socket.close();
                } catch (IOException e) {
                    // It was closed by the other direction.
                    continue;
                }
            }
        }
    }
}
