package io.camelwamp.auth;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A private Ed25519 key. Understood are its 32 octets in hexadecimal, PKCS#8 and OpenSSH files, the
 * latter without passphrase.
 */
public final class CryptosignKey {
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String OPENSSH = "OPENSSH PRIVATE KEY";
    private static final byte[] OPENSSH_MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final String OPENSSH_TYPE = "ssh-ed25519";
    private static final String UNDERSTOOD =
            "a key must be 64 hexadecimal digits, PKCS#8 or OpenSSH without passphrase";

    private final PrivateKey key;
    private final byte[] publicKey;

    private CryptosignKey(byte[] seed) {
        if (seed.length != Ed25519.KEY_LENGTH) {
            throw new IllegalArgumentException("An Ed25519 key has 32 octets, and not " + seed.length);
        }
        key = Ed25519.privateKey(seed);
        publicKey = Ed25519.publicKey(seed);
        Secrets.wipe(seed);
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if it is none; the text does not repeat it
     */
    public static CryptosignKey parse(char[] text) {
        String stripped = new String(text).strip();
        if (stripped.startsWith("-----BEGIN " + OPENSSH)) {
            return new CryptosignKey(ofOpenSsh(pem(stripped, OPENSSH)));
        }
        if (stripped.startsWith("-----BEGIN " + PKCS8)) {
            return new CryptosignKey(ofPkcs8(pem(stripped, PKCS8)));
        }
        try {
            return new CryptosignKey(HexFormat.of().parseHex(stripped));
        } catch (IllegalArgumentException e) {
            // Without the cause, whose text may repeat a part of the key.
            throw new IllegalArgumentException("The private key cannot be read: " + UNDERSTOOD);
        }
    }

    private static byte[] pem(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int end = text.indexOf("-----END " + label + "-----");
        if (!text.startsWith(begin) || end < 0) {
            throw new IllegalArgumentException("The private key has no line '-----END " + label + "-----'");
        }
        try {
            return Base64.getMimeDecoder().decode(text.substring(begin.length(), end));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The private key is not Base64: " + UNDERSTOOD);
        }
    }

    private static byte[] ofPkcs8(byte[] encoded) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return ((EdECPrivateKey) key).getBytes().orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The private key is no Ed25519 key in PKCS#8", e);
        }
    }

    /** The format that OpenSSH describes in its PROTOCOL.key. */
    private static byte[] ofOpenSsh(byte[] encoded) {
        try {
            ByteBuffer file = ByteBuffer.wrap(encoded);
            byte[] magic = new byte[OPENSSH_MAGIC.length];
            file.get(magic);
            if (!Arrays.equals(magic, OPENSSH_MAGIC)) {
                throw new IllegalArgumentException("The private key is not in OpenSSH's format");
            }
            if (!"none".equals(text(file))) {
                throw new IllegalArgumentException(
                        "The private key is encrypted: store it without passphrase, or fetch it with a SecretSource");
            }
            octets(file); // name of the key derivation
            octets(file); // its options
            file.getInt(); // number of keys
            octets(file); // public key
            return seed(ByteBuffer.wrap(octets(file)));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The private key in OpenSSH's format is cut off", e);
        }
    }

    private static byte[] seed(ByteBuffer keys) {
        if (keys.getInt() != keys.getInt()) {
            throw new IllegalArgumentException("The private key in OpenSSH's format is damaged");
        }
        String type = text(keys);
        if (!OPENSSH_TYPE.equals(type)) {
            throw new IllegalArgumentException("The private key must be of the type " + OPENSSH_TYPE);
        }
        octets(keys); // public key
        return Arrays.copyOf(octets(keys), Ed25519.KEY_LENGTH);
    }

    private static String text(ByteBuffer buffer) {
        return new String(octets(buffer), StandardCharsets.US_ASCII);
    }

    private static byte[] octets(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] octets = new byte[length];
        buffer.get(octets);
        return octets;
    }

    /**
     * Reads a public key: 64 hexadecimal digits, or a line of OpenSSH that begins with {@code
     * ssh-ed25519}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static byte[] parsePublic(String text) {
        String[] words = text.strip().split("\\s+");
        try {
            byte[] key;
            if (OPENSSH_TYPE.equals(words[0]) && words.length > 1) {
                ByteBuffer file = ByteBuffer.wrap(Base64.getDecoder().decode(words[1]));
                text(file);
                key = octets(file);
            } else {
                key = HexFormat.of().parseHex(words[0]);
            }
            if (key.length == Ed25519.KEY_LENGTH) {
                return key;
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // Falls through to the same complaint.
        }
        throw new IllegalArgumentException(
                "A public key must be 64 hexadecimal digits or a line that begins with ssh-ed25519, but is '" + text
                        + "'");
    }

    /** The public key in hexadecimal. */
    public String publicKey() {
        return HexFormat.of().formatHex(publicKey);
    }

    byte[] sign(byte[] message) {
        return Ed25519.sign(key, message);
    }

    @Override
    public String toString() {
        return "CryptosignKey[" + publicKey() + "]";
    }
}
