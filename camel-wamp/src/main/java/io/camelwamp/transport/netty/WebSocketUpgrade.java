package io.camelwamp.transport.netty;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The proof that a server has understood an opening handshake (RFC 6455, section 1.3). */
final class WebSocketUpgrade {
    static final String VERSION = "13";

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_OCTETS = 16;

    private WebSocketUpgrade() {}

    /** A fresh value for Sec-WebSocket-Key. */
    static String newKey() {
        byte[] octets = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    /** Tells whether a client's key has the form it must have. */
    static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_OCTETS;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The value of Sec-WebSocket-Accept that answers a key. */
    static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime must have SHA-1", e);
        }
    }
}
