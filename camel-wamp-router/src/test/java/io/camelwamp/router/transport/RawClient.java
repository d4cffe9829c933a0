package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that sends what a WAMP library would not. */
final class RawClient implements WebSocket.Listener, AutoCloseable {
    static final String HELLO =
            "[1,\"realm1\",{\"roles\":{\"publisher\":{},\"subscriber\":{},\"caller\":{},\"callee\":{}}}]";

    record Closed(int code, String reason) {}

    /** One for all: each has threads that live until it is collected. */
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    static RawClient connect(URI uri, String... subprotocols) {
        RawClient client = new RawClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            String[] others = new String[subprotocols.length - 1];
            System.arraycopy(subprotocols, 1, others, 0, others.length);
            builder.subprotocols(subprotocols[0], others);
        }
        client.socket = builder.buildAsync(uri, client).join();
        return client;
    }

    /** Joins with JSON. */
    static RawClient join(URI uri) throws InterruptedException {
        RawClient client = connect(uri, "wamp.2.json");
        client.say(HELLO);
        assertThat(client.hear()).startsWith("[2,");
        return client;
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    void say(String text, boolean last) {
        socket.sendText(text, last).join();
    }

    void sayBinary(byte[] octets) {
        socket.sendBinary(ByteBuffer.wrap(octets), true).join();
    }

    byte[] ping(byte[] content) throws InterruptedException {
        socket.sendPing(ByteBuffer.wrap(content)).join();
        ByteBuffer pong = pongs.poll(10, TimeUnit.SECONDS);
        byte[] octets = new byte[pong.remaining()];
        pong.get(octets);
        return octets;
    }

    void sayGoodbyeOnTheWebSocketOnly() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    }

    /** The next text message. */
    String hear() throws InterruptedException {
        String text = texts.poll(10, TimeUnit.SECONDS);
        assertThat(text).as("a message within 10 s").isNotNull();
        return text;
    }

    boolean hasHeardNothing() {
        return texts.isEmpty();
    }

    Closed hearClose() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            texts.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        ByteBuffer copy = ByteBuffer.allocate(message.remaining());
        copy.put(message).flip();
        pongs.add(copy);
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(new Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(new Closed(1006, error.toString()));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
