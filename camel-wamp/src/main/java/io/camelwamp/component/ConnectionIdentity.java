package io.camelwamp.component;

import io.camelwamp.codec.Serializers;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.transport.CookieJar;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The connection options of an endpoint as a value: endpoints with equal ones share a session.
 *
 * @param urls where the router is
 * @param realm what to join
 * @param group tells sessions apart that are alike otherwise; may be null
 * @param credentials who joins
 * @param settings what the transports need
 * @param reconnect when to connect again
 * @param times limits of the session
 * @param queueOctets what may wait for routes
 * @param tls keys and certificates; the same object means the same
 * @param testament for the router; the same object means the same; null for none
 */
record ConnectionIdentity(
        List<URI> urls,
        String realm,
        String group,
        Credentials credentials,
        Settings settings,
        ReconnectPolicy reconnect,
        Times times,
        long queueOctets,
        SSLContextParameters tls,
        WampTestament testament) {

    /** What the transports need. */
    record Settings(
            List<String> serializers,
            int maxMessageSize,
            Duration connectTimeout,
            Duration pingInterval,
            Duration pingTimeout,
            boolean rawSocketPings,
            boolean compression,
            boolean verifyHostName,
            WayToRouter way) {}

    /** Limits of the session. */
    record Times(Duration join, Duration request, Duration waitForSession) {}

    private static final int WRITE_HIGH_WATER_MARK = 1 << 20;
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Reads the options.
     *
     * @param defaultTls what holds if the options say nothing of keys and certificates; may be null
     * @throws IllegalArgumentException if one makes no sense; the text names it
     */
    static ConnectionIdentity of(WampConnection options, SSLContextParameters defaultTls) {
        return new ConnectionIdentity(
                RouterUrls.parse(options.getUrl()),
                options.getRealm(),
                options.getSessionGroup(),
                Credentials.of(options),
                settings(options),
                reconnect(options),
                new Times(
                        EndpointOptions.positive("joinTimeout", options.getJoinTimeout()),
                        EndpointOptions.positive("requestTimeout", options.getRequestTimeout()),
                        EndpointOptions.notNegative("waitForSession", options.getWaitForSession())),
                queueOctets(options),
                options.getSslContextParameters() != null ? options.getSslContextParameters() : defaultTls,
                options.getTestament());
    }

    private static long queueOctets(WampConnection options) {
        long chosen = options.getQueueOctets();
        if (chosen < 0) {
            throw new IllegalArgumentException(
                    "The option queueOctets must be bytes, or 0 for the default, but is " + chosen);
        }
        return chosen == 0 ? SessionConfig.defaultQueueOctets() : chosen;
    }

    private static Settings settings(WampConnection options) {
        List<String> serializers = EndpointOptions.list(options.getSerializers());
        serializers.forEach(Serializers::named);
        return new Settings(
                serializers,
                options.getMaxMessageSize(),
                EndpointOptions.positive("connectTimeout", options.getConnectTimeout()),
                EndpointOptions.notNegative("pingInterval", options.getPingInterval()),
                EndpointOptions.positive("pingTimeout", options.getPingTimeout()),
                options.isRawSocketPings(),
                options.isCompression(),
                options.isVerifyHostName(),
                WayToRouter.of(options));
    }

    private static ReconnectPolicy reconnect(WampConnection options) {
        Duration first = EndpointOptions.positive("reconnectDelay", options.getReconnectDelay());
        Duration longest = EndpointOptions.positive("maxReconnectDelay", options.getMaxReconnectDelay());
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "The option maxReconnectDelay must not be below reconnectDelay, but they are "
                            + longest.toMillis()
                            + " and "
                            + first.toMillis()
                            + " ms");
        }
        return new ReconnectPolicy(
                first,
                longest,
                EndpointOptions.atLeast("maxReconnectAttempts", options.getMaxReconnectAttempts(), 0),
                ReconnectPolicy.DEFAULT.stableAfter(),
                EndpointOptions.notNegative("refusalGrace", options.getRefusalGrace()),
                EndpointOptions.notNegative("authenticationGrace", options.getAuthenticationGrace()),
                EndpointOptions.notNegative("handshakeGrace", options.getHandshakeGrace()));
    }

    /**
     * What makes the session.
     *
     * @param executor does what authentication takes too long for on an event loop
     */
    SessionConfig sessionConfig(List<TransportProvider> providers, SSLContext sslContext, Executor executor) {
        CookieJar cookies = credentials.cookies() ? new CookieJar() : null;
        return new SessionConfig(
                realm,
                urls.stream().map(url -> target(url, sslContext, cookies)).toList(),
                providers,
                credentials.toAuthenticators(executor),
                reconnect,
                times.join(),
                times.request(),
                LEAVE_TIMEOUT,
                times.waitForSession(),
                false,
                queueOctets);
    }

    private TransportConfig target(URI url, SSLContext sslContext, CookieJar cookies) {
        return TransportConfig.builder(url)
                .serializers(settings.serializers())
                .headers(settings.way().headers())
                .maxMessageSize(settings.maxMessageSize())
                .connectTimeout(settings.connectTimeout())
                .pingInterval(settings.pingInterval())
                .pingTimeout(settings.pingTimeout())
                .compression(settings.compression())
                .writeHighWaterMark(WRITE_HIGH_WATER_MARK)
                .sslContext(sslContext)
                .verifyHostName(settings.verifyHostName())
                .rawSocketPings(settings.rawSocketPings())
                .proxy(settings.way().proxy())
                .cookies(cookies)
                .build();
    }

    /**
     * How long after a session was given up a producer may make another: each tries several times, and wrong credentials must
     * not be offered all the time.
     */
    Duration pauseAfterGivingUp() {
        Duration grace = reconnect.authenticationGrace();
        return grace.compareTo(reconnect.maxDelay()) > 0 ? grace : reconnect.maxDelay();
    }

    /** Where the routers are, without the credentials that URLs may hold. */
    String routers() {
        return urls.stream().map(URI::toString).map(RouterUrls::masked).collect(Collectors.joining(","));
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "realm " + realm + " at [" + routers().replace(",", ", ") + "]" + credentials;
    }
}
