package io.camelwamp.component;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The connection options of an endpoint as a value: endpoints with equal ones share a session.
 *
 * @param urls where the router is
 * @param realm what to join
 * @param settings what the transports need
 * @param reconnect when to connect again
 * @param times limits of the session
 * @param tls keys and certificates; the same object means the same
 */
record ConnectionIdentity(
        List<URI> urls,
        String realm,
        Settings settings,
        ReconnectPolicy reconnect,
        Times times,
        SSLContextParameters tls) {

    /** What the transports need. */
    record Settings(
            List<String> serializers,
            int maxMessageSize,
            Duration connectTimeout,
            Duration pingInterval,
            Duration pingTimeout,
            boolean compression,
            boolean verifyHostName) {}

    /** Limits of the session. */
    record Times(Duration join, Duration request, Duration waitForSession) {}

    private static final int WRITE_HIGH_WATER_MARK = 1 << 20;
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

    static ConnectionIdentity of(WampConnection options) {
        ReconnectPolicy defaults = ReconnectPolicy.DEFAULT;
        return new ConnectionIdentity(
                split(options.getUrl()).map(ConnectionIdentity::url).toList(),
                options.getRealm(),
                new Settings(
                        split(options.getSerializers()).toList(),
                        options.getMaxMessageSize(),
                        Duration.ofMillis(options.getConnectTimeout()),
                        Duration.ofMillis(options.getPingInterval()),
                        Duration.ofMillis(options.getPingTimeout()),
                        options.isCompression(),
                        options.isVerifyHostName()),
                new ReconnectPolicy(
                        Duration.ofMillis(options.getReconnectDelay()),
                        Duration.ofMillis(options.getMaxReconnectDelay()),
                        options.getMaxReconnectAttempts(),
                        defaults.stableAfter(),
                        defaults.refusalGrace()),
                new Times(
                        Duration.ofMillis(options.getJoinTimeout()),
                        Duration.ofMillis(options.getRequestTimeout()),
                        Duration.ofMillis(options.getWaitForSession())),
                options.getSslContextParameters());
    }

    private static Stream<String> split(String list) {
        return Stream.of(list.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // The text itself stays out of the message: it may contain credentials.
            throw new IllegalArgumentException(
                    "The router's url is not a URL such as ws://127.0.0.1:8080/ws");
        }
    }

    SessionConfig sessionConfig(List<TransportProvider> providers, SSLContext sslContext) {
        List<TransportConfig> targets =
                urls.stream()
                        .map(
                                url ->
                                        new TransportConfig(
                                                url,
                                                settings.serializers(),
                                                Map.of(),
                                                settings.maxMessageSize(),
                                                settings.connectTimeout(),
                                                settings.pingInterval(),
                                                settings.pingTimeout(),
                                                settings.compression(),
                                                WRITE_HIGH_WATER_MARK,
                                                sslContext,
                                                settings.verifyHostName()))
                        .toList();
        return new SessionConfig(
                realm,
                targets,
                providers,
                List.of(new AnonymousAuthenticator()),
                reconnect,
                times.join(),
                times.request(),
                LEAVE_TIMEOUT,
                times.waitForSession(),
                false);
    }
}
