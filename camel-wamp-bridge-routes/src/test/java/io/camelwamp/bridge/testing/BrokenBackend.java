package io.camelwamp.bridge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that answers each connection's first request with octets that need not be HTTP, and then closes it. */
public final class BrokenBackend implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final String answer;
    private final Ending ending;
    private final AtomicInteger connections = new AtomicInteger();
    private final Thread thread = new Thread(this::serve, "broken-backend");

    /** What comes after the answer. */
    public enum Ending {
        SILENCE,
        CLOSE,
        RESET
    }

    /**
     * A backend that runs.
     *
     * @param answer what it sends
     * @param closes whether it closes the connection then, or keeps silent
     */
    public BrokenBackend(String answer, boolean closes) throws IOException {
        this(answer, closes ? Ending.CLOSE : Ending.SILENCE);
    }

    /** A backend that runs. */
    public BrokenBackend(String answer, Ending ending) throws IOException {
        this.answer = answer;
        this.ending = ending;
        thread.start();
    }

    /** Its address, with a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                connections.incrementAndGet();
                readHead(socket.getInputStream());
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                if (ending != Ending.SILENCE) {
                    // Without lingering, a close is a reset.
                    socket.setSoLinger(ending == Ending.RESET, 0);
                    socket.close();
                    open.remove(socket);
                }
            } catch (IOException e) {
                // The client or the test has closed; the next connection is as good.
                continue;
            }
        }
    }

    private static void readHead(InputStream in) throws IOException {
        int state = 0;
        while (state < 4) {
            int octet = in.read();
            if (octet < 0) {
                return;
            }
            state = octet == "\r\n\r\n".charAt(state) ? state + 1 : octet == '\r' ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
