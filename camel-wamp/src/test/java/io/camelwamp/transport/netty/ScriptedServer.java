package io.camelwamp.transport.netty;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Answers one HTTP request with whatever a test wants, and then listens until the client hangs up.
 */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final CompletableFuture<Socket> accepted = new CompletableFuture<>();
    private final Thread thread;

    /**
     * Starts a server for one connection.
     *
     * @param answer from the request's head to the octets sent back; null to hang up
     */
    ScriptedServer(Function<String, byte[]> answer) throws IOException {
        thread = new Thread(() -> serve(answer), "scripted-server");
        thread.start();
    }

    private void serve(Function<String, byte[]> answer) {
        try (Socket client = socket.accept()) {
            accepted.complete(client);
            String head = readHead(client.getInputStream());
            request.complete(head);
            byte[] octets = answer.apply(head);
            if (octets != null) {
                client.getOutputStream().write(octets);
                client.getInputStream().transferTo(ByteArrayOutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            request.completeExceptionally(e);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("The client hung up after: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The head of the client's request, waiting for it. */
    String request() throws Exception {
        return request.get(20, TimeUnit.SECONDS);
    }

    /** The value of a request's header, or null. */
    static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        if (accepted.isDone()) {
            accepted.join().close();
        }
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
