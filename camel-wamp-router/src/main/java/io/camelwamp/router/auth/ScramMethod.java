package io.camelwamp.router.auth;

import io.camelwamp.auth.ChannelBinding;
import io.camelwamp.auth.Macs;
import io.camelwamp.auth.Scram;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.WampException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Users prove to know a password, and the router that it knows what was derived from it (spec:
 * advanced/authentication_scram.md). Verifying costs two hashes; the work of deriving keys is the
 * client's.
 */
public final class ScramMethod implements AuthenticationMethod {
    private static final int NONCE_OCTETS = 16;
    private static final int SHORTEST_NONCE = 8;
    private static final int LONGEST_NONCE = 256;
    private static final int SALT_OCTETS = 16;

    private final Scram.Dialect dialect;
    private final UserDatabase users;
    private final Scram.Kdf unknownUsers;
    private final Proofs proofs = new Proofs();

    /**
     * A method of one dialect; a realm may have both.
     *
     * @param users have {@link Credential.ScramKeys} of that dialect
     * @param unknownUsers how the keys of unknown users seem to be derived, which should be as those
     *     of the known ones; the salt is made up for each
     */
    public ScramMethod(Scram.Dialect dialect, UserDatabase users, Scram.Kdf unknownUsers) {
        this.dialect = Objects.requireNonNull(dialect, "dialect");
        this.users = Objects.requireNonNull(users, "users");
        this.unknownUsers = Objects.requireNonNull(unknownUsers, "unknownUsers");
    }

    @Override
    public String name() {
        return dialect.method();
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        if (applicant.authid() == null) {
            return Proofs.incomplete("The method " + name() + " needs an authid in HELLO");
        }
        if (!(applicant.authextra().get("nonce") instanceof String nonce) || !isNonce(nonce)) {
            return Proofs.incomplete("The method " + name() + " needs a nonce of at least " + SHORTEST_NONCE
                    + " octets in Base64 in HELLO.Details.authextra");
        }
        String cbind;
        try {
            cbind = cbind(applicant);
            Scram.prepare(applicant.authid());
        } catch (IllegalArgumentException e) {
            return Proofs.incomplete("The authid or the channel binding cannot be used");
        } catch (WampException e) {
            return Proofs.incomplete(String.valueOf(e.args().get(0)));
        }
        return users.byAuthid(applicant.realm(), applicant.authid())
                .thenApply(user -> question(applicant, nonce, cbind, user));
    }

    private static boolean isNonce(String text) {
        return text.length() <= LONGEST_NONCE && octets(text).length >= SHORTEST_NONCE;
    }

    private String cbind(Applicant applicant) {
        String name = applicant.authextra().get("channel_binding") instanceof String text ? text : null;
        byte[] data = name == null || dialect == Scram.Dialect.CROSSBAR
                ? null
                : ChannelBinding.of(name).ofServer(applicant.channel());
        return Scram.cbind(dialect, name, data);
    }

    private Verdict question(Applicant applicant, String clientNonce, String cbind, Optional<User> user) {
        Credential.ScramKeys known =
                user.map(found -> found.credential(Credential.ScramKeys.class)).orElse(null);
        Credential.ScramKeys keys = known != null ? known : decoy(applicant);
        String nonce = serverNonce(clientNonce);
        Scram.Kdf kdf = keys.kdf();
        byte[] message = Scram.authMessage(dialect, applicant.authid(), clientNonce, nonce, kdf, cbind);
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("nonce", nonce);
        extra.put("kdf", kdf.name());
        extra.put("salt", kdf.salt());
        extra.put("iterations", kdf.iterations());
        if (kdf.memory() > 0) {
            extra.put("memory", kdf.memory());
        }
        return new Verdict.Challenged(new Challenge(name(), extra), answer -> {
            boolean proven = isProof(answer, keys, message);
            return Proofs.now(proven && known != null ? admitted(user.get(), known, message) : Proofs.refused());
        });
    }

    private static boolean isProof(Authenticate answer, Credential.ScramKeys keys, byte[] message) {
        byte[] proof = octets(answer.signature());
        return proof.length == Scram.KEY_LENGTH
                && Proofs.same(keys.storedKey(), Scram.storedKeyOf(proof, keys.storedKey(), message));
    }

    private Verdict admitted(User user, Credential.ScramKeys keys, byte[] message) {
        String signature = Base64.getEncoder().encodeToString(Macs.hmac(keys.serverKey(), message));
        return Proofs.admitted(user, name(), users, Map.of(dialect.verifier(), signature));
    }

    private String serverNonce(String clientNonce) {
        byte[] own = proofs.octets(NONCE_OCTETS);
        if (dialect == Scram.Dialect.SPECIFICATION) {
            return clientNonce + Base64.getEncoder().encodeToString(own);
        }
        byte[] client = octets(clientNonce);
        byte[] both = Arrays.copyOf(client, client.length + own.length);
        System.arraycopy(own, 0, both, client.length, own.length);
        return Base64.getEncoder().encodeToString(both);
    }

    private Credential.ScramKeys decoy(Applicant applicant) {
        byte[] made = proofs.decoy(applicant.realm(), applicant.authid());
        String salt = Base64.getEncoder().encodeToString(Arrays.copyOf(made, SALT_OCTETS));
        Scram.Kdf kdf = new Scram.Kdf(unknownUsers.name(), salt, unknownUsers.iterations(), unknownUsers.memory());
        return new Credential.ScramKeys(kdf, made, made);
    }

    /** Octets in Base64; none if it is something else. */
    private static byte[] octets(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
