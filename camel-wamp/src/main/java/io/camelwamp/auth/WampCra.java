package io.camelwamp.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The arithmetic of WAMP-CRA, for both ends (spec: advanced/authentication_cra.md). */
public final class WampCra {
    /** What holds if a salted challenge does not say. */
    public static final int DEFAULT_ITERATIONS = 1000;

    /** What holds if a salted challenge does not say; in octets. */
    public static final int DEFAULT_KEY_LENGTH = 32;

    private WampCra() {}

    /**
     * The key that a salted secret becomes: the Base64 text of what PBKDF2 derives, not the octets
     * themselves.
     *
     * @param secret in UTF-8
     * @param salt a text, which is not decoded
     * @param iterations positive
     * @param keyLength positive, in octets before Base64
     */
    public static byte[] deriveKey(byte[] secret, String salt, int iterations, int keyLength) {
        byte[] derived = Macs.pbkdf2(secret, salt.getBytes(StandardCharsets.UTF_8), iterations, keyLength);
        byte[] key = Base64.getEncoder().encode(derived);
        Secrets.wipe(derived);
        return key;
    }

    /**
     * The answer to a challenge.
     *
     * @param key a derived key, or a secret in UTF-8 that is not salted
     * @param challenge exactly as it was received
     */
    public static String sign(byte[] key, String challenge) {
        byte[] signature = Macs.hmac(key, challenge.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature);
    }
}
