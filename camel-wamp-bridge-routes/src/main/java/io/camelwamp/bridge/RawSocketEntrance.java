package io.camelwamp.bridge;

import io.camelwamp.bridge.check.WebSocketCheck;
import io.camelwamp.bridge.http.RequestOrigin;
import io.camelwamp.router.transport.NettyRawSocketListener;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import io.camelwamp.transport.netty.RawSocketClient;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets clients join the embedded router by raw socket, by the same rules as by WebSocket. */
final class RawSocketEntrance {
    private static final Logger LOG = LoggerFactory.getLogger(RawSocketEntrance.class);

    private final WebSocketCheck check;
    private final NettyRawSocketListener listener;

    /**
     * A listener that is not open yet, on the address of the bridge and a port of its own.
     *
     * @throws IllegalArgumentException if the key store of the settings cannot be used
     */
    RawSocketEntrance(BridgeSettings settings) {
        RawSocketAcceptorConfig defaults = RawSocketAcceptorConfig.of(settings.address(), settings.rawSocketPort());
        check = settings.webSocketCheck();
        listener = new NettyRawSocketListener(
                new RawSocketAcceptorConfig(
                        defaults.host(),
                        defaults.port(),
                        defaults.serializers(),
                        defaults.payloadMode(),
                        defaults.maxMessageSize(),
                        defaults.handshakeTimeout(),
                        defaults.pings(),
                        defaults.pingInterval(),
                        defaults.pingTimeout(),
                        defaults.writeHighWaterMark(),
                        settings.keyStore() == null ? null : tls(settings)),
                this::admits);
    }

    private static SSLContext tls(BridgeSettings settings) {
        char[] password = settings.keyStorePassword().toCharArray();
        try (InputStream in = new FileInputStream(settings.keyStore())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(in, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("bridge.tls.keyStore cannot be used: " + e.getMessage(), e);
        }
    }

    /** Raw socket has no headers, so there is no origin and nothing that a proxy could add. */
    private boolean admits(RawSocketClient client) {
        String address = client.remoteAddress().getAddress().getHostAddress();
        String refusal = check.refusal(new RequestOrigin(address, client.tls() != null, header -> List.of()));
        if (refusal != null) {
            LOG.warn("A raw socket connection was refused: {}", refusal);
        }
        return refusal == null;
    }

    /** For the router. */
    NettyRawSocketListener listener() {
        return listener;
    }

    /** Where it listens, once it is open. */
    int port() {
        return listener.address().getPort();
    }
}
