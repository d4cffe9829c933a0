package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * WAMP-CRA: signs the router's challenge with a shared secret, which does not travel (spec:
 * advanced/authentication_cra.md). The router decides whether the secret is salted.
 */
public final class WampCraAuthenticator implements Authenticator {
    /** The name on the wire. */
    public static final String NAME = "wampcra";

    /** About half a second of work. */
    private static final int MAX_ITERATIONS = 1_000_000;

    private static final int MAX_KEY_LENGTH = 1024;

    private final String authid;
    private final SecretSource source;
    private final Executor executor;

    /**
     * A shared secret.
     *
     * @param authid whose secret it is
     * @param source has the secret
     * @param executor derives keys from salted secrets, which takes too long for an event loop
     */
    public WampCraAuthenticator(String authid, SecretSource source, Executor executor) {
        this.authid = Objects.requireNonNull(authid, "authid");
        this.source = Objects.requireNonNull(source, "source");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public String method() {
        return NAME;
    }

    @Override
    public String authid() {
        return authid;
    }

    @Override
    public CompletionStage<Login> begin(ChannelSecurity channel) {
        return CompletableFuture.completedFuture(this::answer);
    }

    private CompletionStage<Authenticate> answer(Challenge challenge) {
        Extra extra = new Extra(challenge);
        String text = extra.text("challenge");
        String salt = extra.optionalText("salt");
        int iterations = extra.number("iterations", WampCra.DEFAULT_ITERATIONS, MAX_ITERATIONS);
        int keyLength = extra.number("keylen", WampCra.DEFAULT_KEY_LENGTH, MAX_KEY_LENGTH);
        return Secrets.use(source, NAME, authid, executor, secret -> {
            byte[] key = Secrets.toUtf8(secret);
            byte[] signing = salt == null ? key : WampCra.deriveKey(key, salt, iterations, keyLength);
            String signature = WampCra.sign(signing, text);
            Secrets.wipe(key);
            Secrets.wipe(signing);
            return new Authenticate(signature, Map.of());
        });
    }
}
