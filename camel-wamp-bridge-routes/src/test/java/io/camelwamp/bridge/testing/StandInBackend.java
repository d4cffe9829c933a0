package io.camelwamp.bridge.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;

/** An HTTP backend on a free port: records what it is asked, and answers as a test says. */
public final class StandInBackend implements AutoCloseable {
    /** A request as it came; header names are found in any case. */
    public record Request(String method, String target, Map<String, List<String>> headers, byte[] body) {
        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The only or first value of a header, null if absent. */
        public String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    /** An answer, sent after a delay. */
    public record Reply(int status, Map<String, String> headers, byte[] body, Duration delay) {
        /** An answer of text. */
        public static Reply of(int status, String type, String body) {
            return new Reply(
                    status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
        }

        /** An answer of JSON. */
        public static Reply json(int status, String body) {
            return of(status, "application/json", body);
        }

        /** An answer without a body. */
        public static Reply empty(int status, String... namesAndValues) {
            Map<String, String> headers = new TreeMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                headers.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            return new Reply(status, headers, new byte[0], Duration.ZERO);
        }

        /** The same answer, later. */
        public Reply after(Duration time) {
            return new Reply(status, headers, body, time);
        }
    }

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server, 1, 1);
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile Function<Request, Reply> behaviour = request -> Reply.json(200, "{}");

    /** A backend that runs, and answers everything with an empty object. */
    public StandInBackend() throws Exception {
        this(0);
    }

    /** A backend that runs on a port. */
    public StandInBackend(int port) throws Exception {
        // It shall report what clients send, not judge it.
        connector
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(UriCompliance.UNSAFE);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(new Recorder());
        server.start();
    }

    /** Sets what it answers. */
    public void answerWith(Function<Request, Reply> answers) {
        behaviour = answers;
    }

    /** Sets what it answers everything with. */
    public void answerWith(Reply reply) {
        behaviour = request -> reply;
    }

    /** What it was asked, oldest first. */
    public BlockingQueue<Request> requests() {
        return requests;
    }

    /** The next request, waited for. */
    public Request take() throws InterruptedException {
        Request request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came within 10 s");
        }
        return request;
    }

    /** How many requests it had at once. */
    public int mostUnderWay() {
        return mostUnderWay.get();
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Its address, with a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private final class Recorder extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(
                org.eclipse.jetty.server.Request request,
                org.eclipse.jetty.server.Response response,
                Callback callback) {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Content.Source.asByteBuffer(
                    request, Promise.from(body -> answer(record(request, body), response, callback), callback::failed));
            return true;
        }

        private void answer(Request request, org.eclipse.jetty.server.Response response, Callback callback) {
            Reply reply = behaviour.apply(request);
            Runnable write = () -> {
                // Before the client can have the answer and send the next request.
                underWay.decrementAndGet();
                response.setStatus(reply.status());
                reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
                response.write(true, ByteBuffer.wrap(reply.body()), callback);
            };
            if (reply.delay().isZero()) {
                write.run();
            } else {
                server.getScheduler().schedule(write, reply.delay().toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private Request record(org.eclipse.jetty.server.Request request, ByteBuffer body) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.getHeaders().forEach(field -> headers.computeIfAbsent(field.getName(), name -> new ArrayList<>())
                .add(field.getValue()));
        Request recorded = new Request(
                request.getMethod(), request.getHttpURI().getPathQuery(), headers, BufferUtil.toArray(body));
        requests.add(recorded);
        return recorded;
    }
}
