package io.camelwamp.bridge.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** One connection on which any octets can be sent, and answers read one after the other. */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream input;

    /** Connects to the loopback address. */
    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        input = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends octets as they are. */
    public RawClient send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        return this;
    }

    /** Sends a text, one octet for each character up to U+00FF. */
    public RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a request with {@code Host}, the given header lines and the body's length. */
    public RawClient request(String method, String target, String headerLines, byte[] body) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes((method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: localhost\r\n"
                        + headerLines
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        octets.writeBytes(body);
        return send(octets.toByteArray());
    }

    /** Sends a POST of a JSON text and reads the answer. */
    public HttpAnswer post(String target, String json) throws IOException {
        return request("POST", target, "Content-Type: application/json\r\n", json.getBytes(StandardCharsets.UTF_8))
                .read();
    }

    /** Reads an answer to a request that was not HEAD. */
    public HttpAnswer read() throws IOException {
        String statusLine = line();
        TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
        }
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        return new HttpAnswer(status, headers, status == 100 ? new byte[0] : body(headers));
    }

    private byte[] body(TreeMap<String, String> headers) throws IOException {
        if (headers.containsKey("Content-Length")) {
            return input.readNBytes(Integer.parseInt(headers.get("Content-Length")));
        }
        if (!"chunked".equals(headers.get("Transfer-Encoding"))) {
            return input.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.writeBytes(input.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    /** Reads the first line of an answer only; the rest may be anything. */
    public String statusLine() throws IOException {
        return line();
    }

    /** Reads all that comes until the server closes the connection. */
    public String readToTheEnd() throws IOException {
        return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Whether the server has closed the connection, or does so in time. */
    public boolean isClosedByServer() throws IOException {
        return input.read() < 0;
    }

    /** Whether nothing comes from the server, not even the end, for so many milliseconds. */
    public boolean isSilentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            input.mark(1);
            input.read();
            input.reset();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(TIMEOUT_MILLIS);
        }
    }

    /** Makes {@link #close} reset the connection instead of ending it in order. */
    public void resetOnClose() throws IOException {
        socket.setSoLinger(true, 0);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = input.read(); octet != '\n'; octet = input.read()) {
            if (octet < 0) {
                throw new EOFException("closed by the server after '" + line + "'");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends the end of the stream and goes on reading. */
    public void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
