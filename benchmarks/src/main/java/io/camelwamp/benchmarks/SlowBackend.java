package io.camelwamp.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A backend that takes its time for every answer, without a thread that waits. */
final class SlowBackend {
    /** How long an answer takes. */
    static final int MILLIS = 100;

    private SlowBackend() {}

    /** Starts on a free port and returns it. */
    static int start() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(1024);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                server.getScheduler().schedule(() -> answer(response, callback), MILLIS, TimeUnit.MILLISECONDS);
                return true;
            }
        });
        server.start();
        return connector.getLocalPort();
    }

    private static void answer(Response response, Callback callback) {
        byte[] body = "{\"answer\":42}".getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
