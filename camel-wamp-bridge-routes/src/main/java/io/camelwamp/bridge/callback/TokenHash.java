package io.camelwamp.bridge.callback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a token; tokens are long and random, so that no slower function is needed. Compared in constant time. */
final class TokenHash {
    private final byte[] octets;

    private TokenHash(byte[] octets) {
        this.octets = octets;
    }

    /** The hash of a token. */
    static TokenHash of(String token) {
        try {
            return new TokenHash(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Reads a hash as {@code sha256sum} prints it.
     *
     * @throws IllegalArgumentException if it is not 64 hexadecimal digits; the text does not repeat it
     */
    static TokenHash parse(String hexadecimal) {
        if (!hexadecimal.matches("[0-9A-Fa-f]{64}")) {
            throw new IllegalArgumentException("a SHA-256 must have 64 hexadecimal digits");
        }
        return new TokenHash(HexFormat.of().parseHex(hexadecimal));
    }

    /** Tells whether it is the same token, in a time that does not depend on how much of it is. */
    boolean isSame(TokenHash other) {
        return MessageDigest.isEqual(octets, other.octets);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "hash";
    }
}
