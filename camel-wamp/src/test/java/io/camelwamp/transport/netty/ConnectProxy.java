package io.camelwamp.transport.netty;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP proxy that does nothing but CONNECT; one answer for all who ask, or a tunnel. */
public final class ConnectProxy implements AutoCloseable {
    private static final String HEAD_END = "\r\n\r\n";

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "connect-proxy"));
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String answer;

    /**
     * Starts a proxy.
     *
     * @param answer the status line of every answer; beginning with 2 in place of the status, a
     *     tunnel is made. Empty for hanging up, null for saying nothing
     */
    public ConnectProxy(String answer) throws IOException {
        this.answer = answer;
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            requests.add(head);
            if (answer == null) {
                client.getInputStream().read();
            } else if (!answer.isEmpty()) {
                client.getOutputStream()
                        .write((answer + "\r\nVia: 1.1 test" + HEAD_END).getBytes(StandardCharsets.US_ASCII));
                if (answer.startsWith("HTTP/1.1 2")) {
                    tunnel(client, head.split(" ")[1]);
                }
            }
        } catch (IOException e) {
            // One of both ends is gone, and with it the tunnel.
        }
    }

    private void tunnel(Socket client, String target) throws IOException {
        int colon = target.lastIndexOf(':');
        try (Socket server = new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
            open.add(server);
            threads.execute(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of both ends is gone, and with it the tunnel.
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(HEAD_END) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("The client hung up");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** The heads of the requests so far. */
    public List<String> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
                throw new IOException("The proxy's threads do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
