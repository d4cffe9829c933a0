package io.camelwamp.router.transport;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.codec.PayloadMode;
import io.camelwamp.codec.Serializer;
import io.camelwamp.codec.Serializers;
import io.camelwamp.codec.Tolerance;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.ClientTracking;
import io.camelwamp.transport.local.LocalRouter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketConstants;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/**
 * Lets WebSocket clients of a Jetty server join a router: serves one path, and passes every other
 * request on to the handler that it wraps. With Camel: {@code jetty:http://…?handlers=#wampRouter}.
 *
 * <p>Of the client's subprotocols, the first that is known here is chosen. Neither the client's
 * address nor the Origin header is looked at unless an admission check is given: WAMP decides by
 * authentication who may do what.
 *
 * <p>It stands on Jetty's core WebSocket API, which gives and takes octets, where the usual one
 * makes text frames strings in between.
 */
public final class JettyWebSocketAdapter extends Handler.Wrapper {
    /** Room for what one turn of the loop sends to one client. */
    private static final int OUTPUT_BUFFER = 16 * 1024;

    private static final int INPUT_BUFFER = 16 * 1024;

    private final LocalRouter router;
    private final JettyWebSocketConfig config;
    private final Function<Request, String> admission;
    private final ClientTracking tracking;
    private WebSocketMappings mappings;

    /**
     * A handler without a next one.
     *
     * @param router is joined by whoever connects; must be started before the Jetty server is
     */
    public JettyWebSocketAdapter(LocalRouter router, JettyWebSocketConfig config) {
        this(router, config, request -> null);
    }

    /**
     * A handler that does not let everybody in.
     *
     * @param admission judges each request for the path, on threads of Jetty, and must not block:
     *     it returns why the request is refused, which its client is told with status 403, or null
     */
    public JettyWebSocketAdapter(LocalRouter router, JettyWebSocketConfig config, Function<Request, String> admission) {
        this(router, config, admission, ClientTracking.NONE);
    }

    /**
     * A handler that knows clients again.
     *
     * @param tracking decides by which cookie, on threads of Jetty; the realms' {@code
     *     CookieMethod}
     */
    public JettyWebSocketAdapter(
            LocalRouter router,
            JettyWebSocketConfig config,
            Function<Request, String> admission,
            ClientTracking tracking) {
        this.tracking = Objects.requireNonNull(tracking, "tracking");
        this.admission = Objects.requireNonNull(admission, "admission");
        this.router = Objects.requireNonNull(router, "router");
        this.config = Objects.requireNonNull(config, "config");
    }

    @Override
    protected void doStart() throws Exception {
        mappings = new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(getServer()));
        super.doStart();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!config.path().equals(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        String refusal = admission.apply(request);
        if (refusal != null) {
            answer(response, callback, HttpStatus.FORBIDDEN_403, refusal);
            return true;
        }
        try {
            if (!mappings.upgrade(this::negotiate, request, response, callback, this::customize)) {
                response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
                response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, WebSocketConstants.SPEC_VERSION_STRING);
                answer(
                        response,
                        callback,
                        HttpStatus.UPGRADE_REQUIRED_426,
                        "This is a WAMP router: connect with a WebSocket client");
            }
        } catch (WebSocketException e) {
            answer(response, callback, HttpStatus.BAD_REQUEST_400, e.getMessage());
        }
        return true;
    }

    private FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        Serializer serializer = choose(request.getSubProtocols());
        if (serializer == null) {
            answer(
                    response,
                    callback,
                    HttpStatus.BAD_REQUEST_400,
                    "Offer one of the WebSocket subprotocols "
                            + subprotocols()
                            + "; the request offers "
                            + (request.getSubProtocols().isEmpty() ? "none" : "others: " + request.getSubProtocols()));
            return null;
        }
        response.setAcceptedSubProtocol(serializer.subprotocol());
        if (!config.compression()) {
            response.setExtensions(List.of());
        }
        MessageCodec codec = new MessageCodec(serializer, PayloadMode.OCTETS, Tolerance.LENIENT);
        ChannelSecurity security = security(request);
        ClientTracking.Tracked client = tracking.track(opening(request, security.tls() != null));
        if (client.setCookie() != null) {
            response.getHeaders().add(HttpHeader.SET_COOKIE, client.setCookie());
        }
        return new JettyConnection(router, config, codec, security.withClient(client));
    }

    private static ClientTracking.Opening opening(Request request, boolean tls) {
        HttpFields headers = request.getHeaders();
        return new ClientTracking.Opening(
                headers.get(HttpHeader.HOST),
                headers.get(HttpHeader.ORIGIN),
                String.join("; ", headers.getValuesList(HttpHeader.COOKIE)),
                tls);
    }

    private static ChannelSecurity security(Request request) {
        EndPoint.SslSessionData tls =
                request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
        if (tls != null) {
            return ChannelSecurity.of(tls.sslSession());
        }
        boolean local = !(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote)
                || remote.getAddress().isLoopbackAddress();
        return local ? ChannelSecurity.LOCAL : ChannelSecurity.OPEN;
    }

    private Serializer choose(List<String> offered) {
        for (String subprotocol : offered) {
            Serializer serializer = Serializers.ofSubprotocol(subprotocol);
            if (serializer != null && config.serializers().contains(serializer.name())) {
                return serializer;
            }
        }
        return null;
    }

    private List<String> subprotocols() {
        return config.serializers().stream()
                .map(name -> Serializers.named(name).subprotocol())
                .toList();
    }

    private void customize(Configuration connection) {
        // Silence is watched over with pings, and sizes of messages are checked as they are put
        // together.
        connection.setIdleTimeout(Duration.ZERO);
        connection.setMaxFrameSize(0);
        connection.setAutoFragment(true);
        connection.setInputBufferSize(INPUT_BUFFER);
        connection.setOutputBufferSize(OUTPUT_BUFFER);
    }

    private static void answer(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        Content.Sink.write(response, true, text + "\n", callback);
    }
}
