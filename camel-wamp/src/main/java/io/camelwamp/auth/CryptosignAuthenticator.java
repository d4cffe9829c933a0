package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Signs the router's challenge with a private Ed25519 key (spec:
 * advanced/authentication_cryptosign.md). The router knows the public key only, so it has nothing
 * to lose.
 */
public final class CryptosignAuthenticator implements Authenticator {
    private final String authid;
    private final SecretSource source;
    private final ChannelBinding binding;
    private final Executor executor;

    /**
     * A private key.
     *
     * @param authid the identity to claim, or null if the router finds it by the public key
     * @param source has the key, in a form that {@link CryptosignKey#parse} reads
     * @param binding ties the signature to the TLS connection; null for not at all
     * @param executor reads the key and signs
     */
    public CryptosignAuthenticator(String authid, SecretSource source, ChannelBinding binding, Executor executor) {
        this.authid = authid;
        this.source = Objects.requireNonNull(source, "source");
        this.binding = binding;
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    @Override
    public String method() {
        return Cryptosign.NAME;
    }

    @Override
    public String authid() {
        return authid;
    }

    @Override
    public CompletionStage<Login> begin(ChannelSecurity channel) {
        byte[] channelId = binding == null ? null : binding.ofClient(channel);
        if (channelId != null && channelId.length != Cryptosign.CHALLENGE_LENGTH) {
            return CompletableFuture.failedFuture(new WampException.JoinFailed(
                    Uris.CANNOT_AUTHENTICATE, "cryptosign needs a channel binding of 32 octets: use tls-exporter"));
        }
        return Secrets.use(source, Cryptosign.NAME, authid, executor, text -> new KeyLogin(parse(text), channelId));
    }

    private static CryptosignKey parse(char[] text) {
        try {
            return CryptosignKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new WampException.JoinFailed(Uris.CANNOT_AUTHENTICATE, e.getMessage());
        }
    }

    private final class KeyLogin implements Login {
        private final CryptosignKey key;
        private final byte[] channelId;

        KeyLogin(CryptosignKey key, byte[] channelId) {
            this.key = key;
            this.channelId = channelId;
        }

        @Override
        public Map<String, Object> authextra() {
            Map<String, Object> extra = new LinkedHashMap<>();
            extra.put("pubkey", key.publicKey());
            if (binding != null) {
                extra.put("channel_binding", binding.wireName());
            }
            return extra;
        }

        @Override
        public CompletionStage<Authenticate> answer(Challenge challenge) {
            Extra extra = new Extra(challenge);
            byte[] octets = challenge(extra);
            String demanded = extra.optionalText("channel_binding");
            if (demanded != null && (binding == null || !binding.wireName().equals(demanded))) {
                throw extra.unusable("demands the channel binding '" + demanded + "', which was not offered");
            }
            byte[] message = Cryptosign.message(octets, channelId);
            return CompletableFuture.supplyAsync(
                    () -> new Authenticate(HexFormat.of().formatHex(Cryptosign.answer(key, message)), Map.of()),
                    executor);
        }

        /** Exactly 32 octets: nothing that means something elsewhere gets signed. */
        private static byte[] challenge(Extra extra) {
            try {
                byte[] octets = HexFormat.of().parseHex(extra.text("challenge"));
                if (octets.length == Cryptosign.CHALLENGE_LENGTH) {
                    return octets;
                }
            } catch (IllegalArgumentException e) {
                // Falls through to the same complaint.
            }
            throw extra.unusable("has 'challenge' that is not 32 octets in hexadecimal");
        }
    }
}
