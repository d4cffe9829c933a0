package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.codec.PayloadMode;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.netty.ConnectProxy;
import io.camelwamp.transport.netty.RawSocketAcceptor;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import io.camelwamp.transport.netty.TestCertificates;
import io.camelwamp.transport.netty.WebSocketAcceptor;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import io.camelwamp.transport.netty.WebSocketRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the options of the way to the router do on a network. */
class WampNetworkTest extends WampTestSupport {
    private final EventLoops loops = EventLoops.create("network-test", 1);
    private final EventLoop loop = loops.next();
    private final BlockingQueue<WebSocketRequest> requests = new LinkedBlockingQueue<>();

    @AfterEach
    void closeLoops() {
        loops.close();
    }

    /** A server that looks at a request and then has no place. */
    private WebSocketAcceptor listen() throws Exception {
        return WebSocketAcceptor.bind(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"), loop, request -> {
                    requests.add(request);
                    throw new IllegalStateException("seen");
                })
                .get(20, TimeUnit.SECONDS);
    }

    private String from(String connection) {
        return "wamp:topic:com.app.a?" + connection;
    }

    @Test
    void headersAreSentThroughTheProxy() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("HTTP/1.1 200 OK");
                WebSocketAcceptor acceptor = listen()) {
            String url = "ws://127.0.0.1:" + acceptor.address().getPort() + "/ws";
            String way = "&handshake.X-Token=RAW(a+b)&handshake.Cookie=c=1&proxyHost=127.0.0.1&proxyPort="
                    + proxy.port() + "&proxyUsername=ann&proxyPassword=x";
            routes(r -> r.from(from("url=" + url + way)).to("mock:in"));

            Map<String, String> headers = requests.poll(20, TimeUnit.SECONDS).headers();
            assertThat(headers).containsEntry("x-token", "a+b").containsEntry("cookie", "c=1");
            assertThat(proxy.requests().get(0)).contains("Basic YW5uOng=").doesNotContain("X-Token");
            context.stop();
        }
    }

    @Test
    void aConnectionBeanHasThemToo() throws Exception {
        try (WebSocketAcceptor acceptor = listen()) {
            WampConnection connection = new WampConnection();
            connection.setUrl("ws://127.0.0.1:" + acceptor.address().getPort() + "/ws");
            connection.setHandshakeHeaders(Map.of("X-Number", 7));
            context.getRegistry().bind("there", connection);
            routes(r -> r.from(from("connection=#there")).to("mock:in"));

            assertThat(requests.poll(20, TimeUnit.SECONDS).headers()).containsEntry("x-number", "7");
            context.stop();
        }
    }

    @Test
    void rawSocketUsesTheKeysAndCertificatesOfTheOptions() throws Exception {
        TestCertificates certificates = TestCertificates.forLocalhost();
        context.getRegistry().bind("tls", new SSLContextParameters() {
            @Override
            public SSLContext createSSLContext(CamelContext camelContext) {
                return certificates.clientContext();
            }
        });
        RecordingListener listener = new RecordingListener(loop);
        RawSocketAcceptorConfig config = new RawSocketAcceptorConfig(
                "127.0.0.1",
                0,
                List.of("cbor"),
                PayloadMode.VALUES,
                1 << 16,
                Duration.ofSeconds(10),
                false,
                Duration.ZERO,
                Duration.ofSeconds(1),
                1 << 20,
                certificates.serverContext());
        try (RawSocketAcceptor acceptor =
                RawSocketAcceptor.bind(config, loop, accepted -> listener).get(20, TimeUnit.SECONDS)) {
            String url = "rss://127.0.0.1:" + acceptor.address().getPort();
            routes(r -> r.from(from("sslContextParameters=#tls&serializers=json,cbor&url=" + url))
                    .to("mock:in"));

            assertThat(listener.awaitOpened().serializerName()).isEqualTo("cbor");
            assertThat(listener.awaitMessage().type().name()).isEqualTo("HELLO");
            context.stop();
            listener.awaitClosed();
        }
    }

    @Test
    void aServerThatTurnsUsAwayIsGivenUpAfterItsGrace() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy("HTTP/1.1 403 Forbidden")) {
            routes(r -> r.from(from("url=ws://router.invalid/ws&handshakeGrace=0&proxyHost=127.0.0.1&proxyPort="
                            + proxy.port()))
                    .routeId("a")
                    .to("mock:in"));

            WampConsumer<?> consumer = (WampConsumer<?>) context.getRoute("a").getConsumer();
            await().untilAsserted(() -> assertThat(
                            consumer.getHealthCheck().call().getDetails().toString())
                    .contains("HTTP 403 Forbidden"));
            assertThat(proxy.requests()).hasSize(1);
        }
    }
}
