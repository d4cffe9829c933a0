package io.camelwamp.bridge.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes signatures with one secret. Instances may be used by any number of threads. */
final class RequestSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    RequestSignature(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The HMAC over the parameters and the body, joined without separators. */
    byte[] compute(String key, String timestamp, String seq, String nonce, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((key + timestamp + seq + nonce).getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * Reads Base64 in either alphabet, with or without padding.
     *
     * @return the octets, empty if the text is no Base64
     */
    static byte[] decode(String text) {
        // A plus sign that was not percent-encoded has become a space.
        String urlSafe = text.replace(' ', '-').replace('+', '-').replace('/', '_');
        try {
            return Base64.getUrlDecoder().decode(urlSafe);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Tells nothing of the secret. */
    @Override
    public String toString() {
        return "RequestSignature";
    }
}
