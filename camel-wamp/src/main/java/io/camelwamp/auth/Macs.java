package io.camelwamp.auth;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC, hash and key derivation with SHA-256, which every Java has. */
public final class Macs {
    private static final String HMAC = "HmacSHA256";

    private Macs() {}

    /** HMAC-SHA256 (RFC 2104). */
    public static byte[] hmac(byte[] key, byte[] message) {
        return mac(key).doFinal(message);
    }

    /** SHA-256. */
    public static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks SHA-256", e);
        }
    }

    /**
     * PBKDF2 with HMAC-SHA256 (RFC 8018, section 5.2). The JDK's own takes no empty salt.
     *
     * @param iterations positive; the time taken grows with it
     * @param length of the result in octets
     */
    public static byte[] pbkdf2(byte[] password, byte[] salt, int iterations, int length) {
        Mac mac = mac(password);
        byte[] derived = new byte[length];
        int block = 1;
        for (int offset = 0; offset < length; offset += mac.getMacLength()) {
            mac.update(salt);
            mac.update(new byte[] {(byte) (block >>> 24), (byte) (block >>> 16), (byte) (block >>> 8), (byte) block});
            byte[] sum = iterate(mac, mac.doFinal(), iterations);
            System.arraycopy(sum, 0, derived, offset, Math.min(sum.length, length - offset));
            block++;
        }
        return derived;
    }

    private static byte[] iterate(Mac mac, byte[] first, int iterations) {
        byte[] sum = first.clone();
        byte[] last = first;
        for (int i = 1; i < iterations; i++) {
            last = mac.doFinal(last);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= last[j];
            }
        }
        return sum;
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks " + HMAC, e);
        }
    }
}
