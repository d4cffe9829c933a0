package io.camelwamp.session;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Uris;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * Everything that determines a session; immutable.
 *
 * @param realm the realm to join
 * @param targets where the router is; after a failure the next one is tried
 * @param providers open connections to the targets
 * @param authenticators the methods offered, in order of preference
 * @param reconnect when to connect again
 * @param joinTimeout from the beginning of an attempt to WELCOME
 * @param requestTimeout for the answer to everything but a call; also how long a request may wait
 *     while the router does not read what was sent before, and a killed call for its end
 * @param leaveTimeout for the router's answer to GOODBYE
 * @param waitForSession how long a request waits while there is no session; zero makes it fail at
 *     once
 * @param strict whether an answer to a request never sent ends the session, as the specification
 *     allows
 * @param queueOctets how many octets of events and calls may wait for all handlers together; see
 *     {@link #defaultQueueOctets()}
 */
public record SessionConfig(
        String realm,
        List<TransportConfig> targets,
        List<TransportProvider> providers,
        List<Authenticator> authenticators,
        ReconnectPolicy reconnect,
        Duration joinTimeout,
        Duration requestTimeout,
        Duration leaveTimeout,
        Duration waitForSession,
        boolean strict,
        long queueOctets) {

    private static final long MAX_QUEUE_OCTETS = 64L << 20;

    /** Copies the lists and checks what can be checked. */
    public SessionConfig {
        if (!Uris.isValid(realm)) {
            throw new IllegalArgumentException(
                    "The realm must be a URI such as 'realm1' or 'com.example.app', but is '" + realm + "'");
        }
        targets = List.copyOf(targets);
        providers = List.copyOf(providers);
        authenticators = List.copyOf(authenticators);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("A session needs the URL of a router");
        }
        for (TransportConfig target : targets) {
            provider(providers, target).check(target);
        }
        requirePositive(joinTimeout, "joinTimeout");
        requirePositive(requestTimeout, "requestTimeout");
        requirePositive(leaveTimeout, "leaveTimeout");
        if (waitForSession.isNegative()) {
            throw new IllegalArgumentException("waitForSession must be zero or more, but is " + waitForSession);
        }
        if (queueOctets < 1) {
            throw new IllegalArgumentException("queueOctets must be positive, but is " + queueOctets);
        }
    }

    /** With the usual bound of what waits for handlers. */
    public SessionConfig(
            String realm,
            List<TransportConfig> targets,
            List<TransportProvider> providers,
            List<Authenticator> authenticators,
            ReconnectPolicy reconnect,
            Duration joinTimeout,
            Duration requestTimeout,
            Duration leaveTimeout,
            Duration waitForSession,
            boolean strict) {
        this(
                realm,
                targets,
                providers,
                authenticators,
                reconnect,
                joinTimeout,
                requestTimeout,
                leaveTimeout,
                waitForSession,
                strict,
                defaultQueueOctets());
    }

    /** 64 MiB, or an eighth of the heap if that is less. */
    public static long defaultQueueOctets() {
        return Math.min(MAX_QUEUE_OCTETS, Runtime.getRuntime().maxMemory() / 8);
    }

    private static void requirePositive(Duration value, String name) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }

    /** The defaults for one router: anonymous, transports from the class path. */
    public static SessionConfig of(String realm, TransportConfig target) {
        return new SessionConfig(
                realm,
                List.of(target),
                discoverProviders(),
                List.of(new AnonymousAuthenticator()),
                ReconnectPolicy.DEFAULT,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                false);
    }

    /** The transports on the class path. */
    public static List<TransportProvider> discoverProviders() {
        return ServiceLoader.load(TransportProvider.class, TransportProvider.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The same with other transports. */
    public SessionConfig withProviders(List<TransportProvider> others) {
        return new SessionConfig(
                realm,
                targets,
                others,
                authenticators,
                reconnect,
                joinTimeout,
                requestTimeout,
                leaveTimeout,
                waitForSession,
                strict,
                queueOctets);
    }

    /** As whom it means to join, for people, as in {@code  as joe with the role staff}; empty if it claims nothing. */
    String claim() {
        return first(" as ", Authenticator::authid) + first(" with the role ", Authenticator::authrole);
    }

    private String first(String before, Function<Authenticator, String> claimed) {
        return authenticators.stream()
                .map(claimed)
                .filter(Objects::nonNull)
                .findFirst()
                .map(before::concat)
                .orElse("");
    }

    /** The provider for a target. */
    TransportProvider provider(TransportConfig target) {
        return provider(providers, target);
    }

    private static TransportProvider provider(List<TransportProvider> providers, TransportConfig target) {
        String scheme = target.uri().getScheme();
        return providers.stream()
                .filter(provider ->
                        scheme != null && provider.schemes().contains(scheme.toLowerCase(java.util.Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No transport for the scheme '"
                        + scheme
                        + "'; there are "
                        + providers.stream()
                                .flatMap(p -> p.schemes().stream())
                                .sorted()
                                .toList()));
    }

    /**
     * Authenticators may hold secrets, and the targets credentials: only where to and which realm.
     */
    @Override
    public String toString() {
        return "SessionConfig[realm=" + realm + ", targets=" + targets + "]";
    }
}
