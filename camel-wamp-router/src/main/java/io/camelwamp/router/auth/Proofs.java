package io.camelwamp.router.auth;

import io.camelwamp.auth.Macs;
import io.camelwamp.protocol.Uris;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the methods with a user database have in common. */
final class Proofs {
    private static final int DECOY_KEY_LENGTH = 32;

    private final SecureRandom random = new SecureRandom();

    /** Makes what unknown users are asked the same every time, and known to nobody else. */
    private final byte[] decoyKey = octets(DECOY_KEY_LENGTH);

    /** Fresh random octets. */
    byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    /** Octets that depend on a name only, for the salt of somebody who does not exist. */
    byte[] decoy(String realm, String authid) {
        return Macs.hmac(decoyKey, (realm + "\0" + authid).getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in a time that does not tell where the difference is. */
    static boolean same(byte[] expected, byte[] actual) {
        return MessageDigest.isEqual(expected, actual);
    }

    static Verdict admitted(User user, String method, UserDatabase users, Map<String, Object> authextra) {
        return new Verdict.Admitted(new Identity(user.authid(), user.authrole(), method, users.provider(), authextra));
    }

    /** The same for wrong proofs and for users that do not exist. */
    static Verdict refused() {
        return new Verdict.Denied(Uris.AUTHENTICATION_FAILED, "The identity was not proven");
    }

    static CompletionStage<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    /** For HELLO that lacks what a method cannot do without. */
    static CompletionStage<Verdict> incomplete(String what) {
        return now(new Verdict.Denied(Uris.AUTHENTICATION_FAILED, what));
    }
}
