package io.camelwamp.bridge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A backend that takes requests and does not answer, until it is told to; it sees when clients go. */
public final class SilentBackend implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Semaphore requests = new Semaphore(0);
    private final Semaphore departures = new Semaphore(0);
    private volatile boolean silent = true;

    /** A backend that runs. */
    public SilentBackend() throws IOException {
        threads.execute(this::accept);
    }

    /** Its address by name, with a slash at the end. */
    public String url() {
        return "http://localhost:" + server.getLocalPort() + "/";
    }

    /** Answers each request from now on. */
    public void speak() {
        silent = false;
    }

    /** Waits until one more request has come. */
    public void awaitRequest() throws InterruptedException {
        awaitOne(requests, "no request came");
    }

    /** Waits until one more client has closed its connection. */
    public void awaitDeparture() throws InterruptedException {
        awaitOne(departures, "no client has closed its connection");
    }

    private static void awaitOne(Semaphore events, String otherwise) throws InterruptedException {
        if (!events.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new AssertionError(otherwise + " within 10 s");
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                if (server.isClosed()) {
                    // Whoever closes may have looked for open connections before this one was among them.
                    socket.close();
                } else {
                    threads.execute(() -> serve(socket));
                }
            } catch (IOException | RejectedExecutionException e) {
                // The test has closed it.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                if (text.contains("\r\n\r\n")) {
                    if (!silent) {
                        socket.getOutputStream().write(ANSWER);
                        socket.getOutputStream().flush();
                    }
                    requests.release();
                }
            }
            departures.release();
        } catch (IOException e) {
            // A connection that is reset is closed as well.
            departures.release();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
