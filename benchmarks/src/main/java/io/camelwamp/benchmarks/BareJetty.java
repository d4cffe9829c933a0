package io.camelwamp.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** The least that a publisher on Jetty would do: parse the JSON, answer with a number. */
final class BareJetty {
    private BareJetty() {}

    /** Starts on a free port and returns it. */
    static int start() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Map<?, ?> publication = mapper.readValue(Content.Source.asInputStream(request), Map.class);
                byte[] answer =
                        ("{\"id\":" + (1_000_000_000_000L + publication.size()) + "}").getBytes(StandardCharsets.UTF_8);
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=UTF-8");
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.length);
                response.write(true, ByteBuffer.wrap(answer), callback);
                return true;
            }
        });
        server.start();
        return connector.getLocalPort();
    }
}
