package io.camelwamp.router.auth;

import io.camelwamp.auth.ChannelBinding;
import io.camelwamp.auth.Cryptosign;
import io.camelwamp.auth.Ed25519;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.WampException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Users sign a challenge with a private key (spec: advanced/authentication_cryptosign.md). With a
 * channel binding, which the client decides about, the signature is worth nothing elsewhere.
 */
public final class CryptosignMethod implements AuthenticationMethod {
    private final UserDatabase users;
    private final Proofs proofs = new Proofs();

    /** Holds signatures against {@link Credential.PublicKey}. */
    public CryptosignMethod(UserDatabase users) {
        this.users = Objects.requireNonNull(users, "users");
    }

    @Override
    public String name() {
        return Cryptosign.NAME;
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        byte[] key = octets(applicant.authextra().get("pubkey"));
        if (key == null || key.length != Ed25519.KEY_LENGTH) {
            return Proofs.incomplete("The method cryptosign needs the client's key in HELLO.Details.authextra.pubkey");
        }
        String binding = applicant.authextra().get("channel_binding") instanceof String name ? name : null;
        byte[] channelId;
        try {
            channelId = binding == null ? null : ChannelBinding.of(binding).ofServer(applicant.channel());
        } catch (IllegalArgumentException e) {
            return Proofs.incomplete(e.getMessage());
        } catch (WampException e) {
            return Proofs.incomplete(String.valueOf(e.args().get(0)));
        }
        if (channelId != null && channelId.length != Cryptosign.CHALLENGE_LENGTH) {
            return Proofs.incomplete("cryptosign needs a channel binding of 32 octets: use tls-exporter");
        }
        return find(applicant, key).thenApply(user -> question(user, key, binding, channelId));
    }

    private CompletionStage<Optional<User>> find(Applicant applicant, byte[] key) {
        return applicant.authid() == null
                ? users.byPublicKey(applicant.realm(), key)
                : users.byAuthid(applicant.realm(), applicant.authid());
    }

    private Verdict question(Optional<User> user, byte[] key, String binding, byte[] channelId) {
        byte[] challenge = proofs.octets(Cryptosign.CHALLENGE_LENGTH);
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("challenge", HexFormat.of().formatHex(challenge));
        if (binding != null) {
            extra.put("channel_binding", binding);
        }
        byte[] message = Cryptosign.message(challenge, channelId);
        return new Verdict.Challenged(new Challenge(name(), extra), answer -> {
            byte[] signed = octets(answer.signature());
            boolean proven = signed != null && Cryptosign.isAnswer(signed, key, message);
            boolean known = user.isPresent() && user.get().hasKey(key);
            return Proofs.now(
                    proven && known ? Proofs.admitted(user.get(), name(), users, Map.of()) : Proofs.refused());
        });
    }

    /** Octets in hexadecimal, or null. */
    private static byte[] octets(Object text) {
        try {
            return text instanceof String hex ? HexFormat.of().parseHex(hex) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
