package io.camelwamp.router.auth;

import io.camelwamp.auth.WampCra;
import io.camelwamp.auth.WampCraAuthenticator;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Users sign a challenge with a shared secret (spec: advanced/authentication_cra.md).
 *
 * <p>Whoever does not exist is challenged like those who do: with a salt if the {@link
 * Credential.Salting} for unknown users is given, which should be like that of the known ones. The
 * challenge does not name the role, which would tell them apart.
 */
public final class WampCraMethod implements AuthenticationMethod {
    private static final int NONCE_OCTETS = 24;
    private static final int SALT_OCTETS = 16;

    private final UserDatabase users;
    private final Credential.Salting unknownUsers;
    private final Proofs proofs = new Proofs();

    /** For users whose secrets are not salted. */
    public WampCraMethod(UserDatabase users) {
        this(users, null);
    }

    /**
     * For users whose secrets are salted.
     *
     * @param users have a {@link Credential.CraKey}
     * @param unknownUsers how the keys of unknown users seem to be derived: iterations and length
     *     count, the salt is made up for each; null for not at all
     */
    public WampCraMethod(UserDatabase users, Credential.Salting unknownUsers) {
        this.users = Objects.requireNonNull(users, "users");
        this.unknownUsers = unknownUsers;
    }

    @Override
    public String name() {
        return WampCraAuthenticator.NAME;
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        if (applicant.authid() == null) {
            return Proofs.incomplete("The method wampcra needs an authid in HELLO");
        }
        return users.byAuthid(applicant.realm(), applicant.authid()).thenApply(user -> question(applicant, user));
    }

    private Verdict question(Applicant applicant, Optional<User> user) {
        Credential.CraKey known =
                user.map(found -> found.credential(Credential.CraKey.class)).orElse(null);
        Credential.CraKey key = known != null ? known : decoy(applicant);
        String challenge = challenge(applicant);
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put("challenge", challenge);
        if (key.salting() != null) {
            extra.put("salt", key.salting().salt());
            extra.put("iterations", key.salting().iterations());
            extra.put("keylen", key.salting().keyLength());
        }
        return new Verdict.Challenged(new Challenge(name(), extra), answer -> {
            boolean same = isSigned(answer, key, challenge);
            return Proofs.now(
                    same && known != null ? Proofs.admitted(user.get(), name(), users, Map.of()) : Proofs.refused());
        });
    }

    private static boolean isSigned(Authenticate answer, Credential.CraKey key, String challenge) {
        byte[] expected = WampCra.sign(key.key(), challenge).getBytes(StandardCharsets.US_ASCII);
        return Proofs.same(expected, answer.signature().getBytes(StandardCharsets.UTF_8));
    }

    private Credential.CraKey decoy(Applicant applicant) {
        byte[] made = proofs.decoy(applicant.realm(), applicant.authid());
        Credential.Salting salting = unknownUsers == null
                ? null
                : new Credential.Salting(
                        HexFormat.of().formatHex(made, 0, SALT_OCTETS),
                        unknownUsers.iterations(),
                        unknownUsers.keyLength());
        return new Credential.CraKey(made, salting);
    }

    /** Used once: it has the session's id, the time, and a nonce. */
    private String challenge(Applicant applicant) {
        return "{\"authid\":"
                + quote(applicant.authid())
                + ",\"authmethod\":\"wampcra\",\"authprovider\":"
                + quote(users.provider())
                + ",\"session\":"
                + applicant.session()
                + ",\"nonce\":\""
                + Base64.getEncoder().encodeToString(proofs.octets(NONCE_OCTETS))
                + "\",\"timestamp\":\""
                + Instant.now()
                + "\"}";
    }

    /** A JSON text. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
