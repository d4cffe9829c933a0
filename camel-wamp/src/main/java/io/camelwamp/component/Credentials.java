package io.camelwamp.component;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.RequiredRole;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.UnaskedAuthenticator;
import io.camelwamp.auth.WampCraAuthenticator;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The options of authentication as a value: endpoints that differ in them have sessions of their
 * own.
 *
 * @param methods names, in order of preference
 * @param authid the identity claimed, or null
 * @param authrole the role required, or null
 * @param secret where the secret is
 * @param plainTicket whether a ticket may be shown anywhere
 * @param authenticators what authenticates instead; empty for nothing. The same object means the
 *     same
 */
record Credentials(
        List<String> methods,
        String authid,
        String authrole,
        Secret secret,
        boolean plainTicket,
        List<Authenticator> authenticators) {

    /** One of three, or none. */
    record Secret(String option, String text, String file, SecretSource source) {
        /**
         * Reads what the options say.
         *
         * @param option the option's name, to which the one of the file adds "File"
         * @throws IllegalArgumentException if more than one of them is set
         */
        static Secret of(String option, String text, String file, SecretSource source) {
            if (Stream.of(text, file, source).filter(Objects::nonNull).count() > 1) {
                throw new IllegalArgumentException("Of the options " + option + ", " + option
                        + "File and secretSource only one may be set, as each of them has the secret");
            }
            return new Secret(option, text, file, source);
        }

        boolean isMissing() {
            return text == null && file == null && source == null;
        }

        SecretSource toSource(Executor executor) {
            if (source != null) {
                return source;
            }
            return file != null ? SecretSource.ofFile(Path.of(file), executor) : SecretSource.of(text.toCharArray());
        }

        @Override
        public String toString() {
            return option;
        }
    }

    private static final String ANONYMOUS = AnonymousAuthenticator.NAME;
    private static final String TICKET = TicketAuthenticator.NAME;
    private static final String WAMPCRA = WampCraAuthenticator.NAME;

    /** Those that rely on the transport. */
    private static final Set<String> UNASKED = Set.of("tls");

    private static final Set<String> WITH_SECRET = Set.of(TICKET, WAMPCRA);

    /** Options with secrets in the URI of an endpoint, plain, encoded or RAW. */
    private static final Pattern SECRET_OPTION =
            Pattern.compile("([?&]secret=)(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)");

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if they do not fit each other; the text names them
     */
    static Credentials of(WampCredentials options) {
        List<Authenticator> given =
                options.getAuthenticators() == null ? List.of() : List.copyOf(options.getAuthenticators());
        Credentials credentials = new Credentials(
                EndpointOptions.list(options.getAuthMethods()),
                options.getAuthid(),
                options.getAuthrole(),
                Secret.of("secret", options.getSecret(), options.getSecretFile(), options.getSecretSource()),
                options.isPlainTicket(),
                given);
        if (given.isEmpty()) {
            credentials.check();
        }
        return credentials;
    }

    private void check() {
        if (methods.isEmpty() || new HashSet<>(methods).size() < methods.size()) {
            throw new IllegalArgumentException(
                    "The option authMethods must be one or more different methods such as wampcra,ticket, but is '"
                            + String.join(",", methods) + "'");
        }
        for (String method : methods) {
            boolean known = method.equals(ANONYMOUS) || WITH_SECRET.contains(method) || UNASKED.contains(method);
            if (!known) {
                throw new IllegalArgumentException("The option authMethods knows anonymous, ticket, wampcra and tls,"
                        + " but not '" + method + "'; others can be beans in the option authenticators");
            }
            if (WITH_SECRET.contains(method)) {
                require(method, "authid", authid == null);
                require(method, "secret, secretFile or secretSource", secret.isMissing());
            }
        }
        if (!secret.isMissing() && methods.stream().noneMatch(WITH_SECRET::contains)) {
            throw new IllegalArgumentException("There is a " + secret + ", but authMethods is '"
                    + String.join(",", methods) + "', which needs none: set it to wampcra or ticket");
        }
    }

    private static void require(String method, String option, boolean missing) {
        if (missing) {
            throw new IllegalArgumentException("The method " + method + " needs the option " + option);
        }
    }

    /** What authenticates the session. */
    List<Authenticator> toAuthenticators(Executor executor) {
        Stream<Authenticator> made = authenticators.isEmpty()
                ? methods.stream().map(method -> authenticator(method, executor))
                : authenticators.stream();
        return made.map(method -> authrole == null ? method : new RequiredRole(method, authrole))
                .toList();
    }

    private Authenticator authenticator(String method, Executor executor) {
        return switch (method) {
            case ANONYMOUS -> new AnonymousAuthenticator();
            case TICKET -> new TicketAuthenticator(authid, secret.toSource(executor), plainTicket);
            case WAMPCRA -> new WampCraAuthenticator(authid, secret.toSource(executor), executor);
            default -> new UnaskedAuthenticator(method, authid);
        };
    }

    /** The URI of an endpoint for people. */
    static String maskedEndpointUri(String uri) {
        return SECRET_OPTION.matcher(uri).replaceAll("$1xxxxxx");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return authid == null ? "" : " as " + authid;
    }
}
