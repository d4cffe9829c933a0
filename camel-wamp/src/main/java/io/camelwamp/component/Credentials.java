package io.camelwamp.component;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.ChannelBinding;
import io.camelwamp.auth.Cryptosign;
import io.camelwamp.auth.CryptosignAuthenticator;
import io.camelwamp.auth.CryptosignKey;
import io.camelwamp.auth.RequiredRole;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.ScramAuthenticator;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.UnaskedAuthenticator;
import io.camelwamp.auth.WampCraAuthenticator;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
 * @param privateKey where the private key is
 * @param binding ties proofs to the connection, or null
 * @param plainTicket whether a ticket may be shown anywhere
 * @param cookies whether the session keeps what a router wants to know it by
 * @param authenticators what authenticates instead; empty for nothing. The same object means the
 *     same
 */
record Credentials(
        List<String> methods,
        String authid,
        String authrole,
        Secret secret,
        Secret privateKey,
        ChannelBinding binding,
        boolean plainTicket,
        boolean cookies,
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

        /** Whether it is meant for certain methods: a source serves all of them. */
        boolean isFixed() {
            return text != null || file != null;
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
    private static final String SCRAM = "wamp-scram";
    private static final String CROSSBAR_SCRAM = "scram";
    private static final String CRYPTOSIGN = Cryptosign.NAME;
    private static final String TLS = "tls";
    private static final String COOKIE = "cookie";

    private static final Set<String> WITH_SECRET = Set.of(TICKET, WAMPCRA, SCRAM, CROSSBAR_SCRAM);
    private static final Set<String> WITH_BINDING = Set.of(CRYPTOSIGN, SCRAM);
    private static final List<String> KNOWN =
            List.of(ANONYMOUS, TICKET, WAMPCRA, SCRAM, CROSSBAR_SCRAM, CRYPTOSIGN, TLS, COOKIE);

    /** Options with secrets in the URI of an endpoint, plain, encoded or RAW. */
    private static final Pattern SECRET_OPTION =
            Pattern.compile("([?&](?:secret|privateKey)=)(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)");

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
                Secret.of(
                        "privateKey", options.getPrivateKey(), options.getPrivateKeyFile(), options.getSecretSource()),
                options.getChannelBinding() == null ? null : ChannelBinding.of(options.getChannelBinding()),
                options.isPlainTicket(),
                options.isCookies(),
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
            if (!KNOWN.contains(method)) {
                throw new IllegalArgumentException("The option authMethods knows " + String.join(", ", KNOWN)
                        + ", but not '" + method + "'; others can be beans in the option authenticators");
            }
            if (WITH_SECRET.contains(method)) {
                require(method, "authid", authid == null);
                require(method, "secret, secretFile or secretSource", secret.isMissing());
            }
            if (method.equals(CRYPTOSIGN)) {
                require(method, "privateKey, privateKeyFile or secretSource", privateKey.isMissing());
                checkKey(privateKey.text());
            }
        }
        require(COOKIE, "cookies=true", methods.contains(COOKIE) && !cookies);
        rejectUnused(secret.isFixed(), "secret", WITH_SECRET);
        rejectUnused(privateKey.isFixed(), "privateKey", Set.of(CRYPTOSIGN));
        rejectUnused(binding != null, "channelBinding", WITH_BINDING);
    }

    /** What is in the options does not change; a file or what a bean fetches may be right at the next attempt. */
    private static void checkKey(String text) {
        if (text == null) {
            return;
        }
        try {
            CryptosignKey.parse(text.toCharArray());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The option privateKey is wrong: " + e.getMessage());
        }
    }

    /** An option that has no effect is one that somebody relies on in vain. */
    private void rejectUnused(boolean set, String option, Set<String> users) {
        if (set && methods.stream().noneMatch(users::contains)) {
            throw new IllegalArgumentException("There is a " + option + ", but authMethods is '"
                    + String.join(",", methods) + "', which makes no use of it; these do: "
                    + String.join(", ", new TreeSet<>(users)));
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
            case SCRAM -> scram(Scram.Dialect.SPECIFICATION, binding, executor);
            case CROSSBAR_SCRAM -> scram(Scram.Dialect.CROSSBAR, null, executor);
            case CRYPTOSIGN -> new CryptosignAuthenticator(authid, privateKey.toSource(executor), binding, executor);
            default -> new UnaskedAuthenticator(method, authid);
        };
    }

    private Authenticator scram(Scram.Dialect dialect, ChannelBinding bound, Executor executor) {
        return new ScramAuthenticator(dialect, authid, secret.toSource(executor), bound, executor);
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
