package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.StandInWamp;
import io.camelwamp.bridge.testing.TestBridge;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP/2 without TLS, by prior knowledge. */
class Http2Test {
    private static final byte[] CALL = "{\"procedure\":\"com.example.echo\"}".getBytes(StandardCharsets.UTF_8);

    private final HTTP2Client client = new HTTP2Client();
    private TestBridge bridge;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        bridge = new TestBridge().add("wamp-caller", Map.of("path", "/call")).start();
        client.start();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", bridge.port());
        session = client.connect(address, new Session.Listener() {}).get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        bridge.close();
    }

    private Stream call(CompletableFuture<String> answer) throws Exception {
        HttpURI uri = HttpURI.from("http://127.0.0.1:" + bridge.port() + "/call");
        HttpFields headers = HttpFields.build().put("Content-Type", "application/json");
        MetaData.Request request = new MetaData.Request("POST", uri, HttpVersion.HTTP_2, headers);
        Stream stream = session.newStream(new HeadersFrame(request, null, false), new Answer(answer))
                .get(10, TimeUnit.SECONDS);
        stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(CALL), true)).get(10, TimeUnit.SECONDS);
        return stream;
    }

    @Test
    void manyRequestsOnOneConnectionAreAnswered() throws Exception {
        bridge.wamp().answerWith("hello");
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        call(first);
        call(second);
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("200 {\"args\":[\"hello\"]}");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("200 {\"args\":[\"hello\"]}");
    }

    @Test
    void theCallIsCancelledWhenItsStreamIsReset() throws Exception {
        bridge.wamp().answerWith(request -> new CompletableFuture<>());
        Stream stream = call(new CompletableFuture<>());
        StandInWamp.Request call = bridge.wamp().requests().take();
        stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        awaitCancellation(call);
    }

    @Test
    void theCallIsCancelledWhenItsConnectionCloses() throws Exception {
        bridge.wamp().answerWith(request -> new CompletableFuture<>());
        call(new CompletableFuture<>());
        StandInWamp.Request call = bridge.wamp().requests().take();
        client.stop();
        awaitCancellation(call);
    }

    private void awaitCancellation(StandInWamp.Request call) {
        await().atMost(10, TimeUnit.SECONDS).until(() -> call.cancelled().get());
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> bridge.context().getInflightRepository().size() == 0);
    }

    /** Collects status and body. */
    private static final class Answer implements Stream.Listener {
        private final CompletableFuture<String> answer;
        private final StringBuilder text = new StringBuilder();

        Answer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            text.append(((MetaData.Response) frame.getMetaData()).getStatus()).append(' ');
            stream.demand();
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            if (data == null) {
                stream.demand();
                return;
            }
            text.append(
                    StandardCharsets.UTF_8.decode(data.frame().getByteBuffer().slice()));
            boolean last = data.frame().isEndStream();
            data.release();
            if (last) {
                answer.complete(text.toString());
            } else {
                stream.demand();
            }
        }
    }
}
