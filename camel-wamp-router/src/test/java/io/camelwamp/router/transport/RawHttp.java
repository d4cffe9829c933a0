package io.camelwamp.router.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket for requests and frames that no library sends, and for peers that stop reading. */
final class RawHttp implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawHttp(int port) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Sends a request and returns the whole answer, which must have a length. */
    static String request(int port, String path, String... headers) throws IOException {
        try (RawHttp http = new RawHttp(port)) {
            http.send(path, headers);
            String answer = http.readHeaders();
            Matcher length = CONTENT_LENGTH.matcher(answer);
            byte[] body = new byte[length.find() ? Integer.parseInt(length.group(1)) : 0];
            http.in.readFully(body);
            return answer + new String(body, StandardCharsets.UTF_8);
        }
    }

    private void send(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        out.write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    static String[] upgrade(String... more) {
        String[] headers = new String[4 + more.length];
        headers[0] = "Upgrade: websocket";
        headers[1] = "Connection: Upgrade";
        headers[2] = "Sec-WebSocket-Version: 13";
        headers[3] = "Sec-WebSocket-Key: " + Base64.getEncoder().encodeToString("0123456789abcdef".getBytes());
        System.arraycopy(more, 0, headers, 4, more.length);
        return headers;
    }

    /** Opens a WebSocket with JSON. */
    RawHttp open() throws IOException {
        answerHeaders(upgrade("Sec-WebSocket-Protocol: wamp.2.json"));
        return this;
    }

    /** Sends an opening request and reads no further than the end of the answer's headers. */
    String answerHeaders(String... headers) throws IOException {
        send("/ws", headers);
        return readHeaders();
    }

    private String readHeaders() throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        return answer.toString();
    }

    /** Sends a text frame, masked with zeros. */
    RawHttp say(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length > 125) {
            throw new IllegalArgumentException("Only short frames here");
        }
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        out.write(frame);
        return this;
    }

    /** The next short frame's first octet and payload. */
    String hear() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return Integer.toHexString(first) + " " + new String(payload, StandardCharsets.UTF_8);
    }

    /** Reads to the end, which comes as one of several kinds. */
    void awaitEnd() throws IOException {
        try {
            while (in.read() >= 0) {
                in.skipBytes(in.available());
            }
        } catch (java.net.SocketException e) {
            // A reset connection is as closed as one can be.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
