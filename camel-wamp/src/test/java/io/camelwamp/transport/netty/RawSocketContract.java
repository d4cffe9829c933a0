package io.camelwamp.transport.netty;

import io.camelwamp.codec.PayloadMode;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportContract;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The contract of transports between this client and this server, in one of their dresses. */
abstract class RawSocketContract extends TransportContract {
    private final String serializer;

    RawSocketContract(String serializer) {
        this.serializer = serializer;
    }

    /** For TLS; null for none. */
    TestCertificates certificates() {
        return null;
    }

    /** Where the server listens. */
    String host() {
        return "127.0.0.1";
    }

    /** How a client gets there. */
    URI uri(RawSocketAcceptor acceptor) {
        String scheme = certificates() == null ? "rs" : "rss";
        return URI.create(scheme + "://127.0.0.1:" + acceptor.address().getPort());
    }

    @Override
    protected String serializer() {
        return serializer;
    }

    @Override
    protected Listening listen(EventLoop loop, Supplier<TransportListener> accept) throws Exception {
        SSLContext tls = certificates() == null ? null : certificates().serverContext();
        RawSocketAcceptorConfig config = new RawSocketAcceptorConfig(
                host(),
                0,
                List.of("json", "msgpack", "cbor"),
                PayloadMode.OCTETS,
                LIMIT,
                Duration.ofSeconds(10),
                false,
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                1 << 20,
                tls);
        RawSocketAcceptor acceptor =
                RawSocketAcceptor.bind(config, loop, client -> accept.get()).get(20, TimeUnit.SECONDS);
        URI uri = uri(acceptor);
        return new Listening() {
            @Override
            public URI uri() {
                return uri;
            }

            @Override
            public void close() {
                acceptor.close();
            }
        };
    }

    @Override
    protected TransportProvider provider() {
        return new RawSocketTransportProvider();
    }

    @Override
    protected TransportConfig configure(TransportConfig defaults) {
        return defaults.toBuilder()
                .serializers(List.of(serializer))
                .sslContext(certificates() == null ? null : certificates().clientContext())
                .build();
    }
}
