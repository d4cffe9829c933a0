package io.camelwamp.auth;

import com.ongres.saslprep.SASLprep;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The arithmetic of SCRAM, for both ends (spec: advanced/authentication_scram.md; RFC 5802), in two
 * dialects that do not understand each other.
 */
public final class Scram {
    /** The name of PBKDF2 with SHA-256 on the wire, in both dialects. */
    public static final String PBKDF2 = "pbkdf2";

    /** Octets of a key, and of a proof. */
    public static final int KEY_LENGTH = 32;

    private static final SASLprep SASL = new SASLprep();

    private Scram() {}

    /** Who wrote down how it goes. */
    public enum Dialect {
        /** The WAMP specification. */
        SPECIFICATION("wamp-scram", "argon2id13", "verifier"),
        /** Autobahn and Crossbar. */
        CROSSBAR("scram", "argon2id-13", "scram_server_signature");

        private final String method;
        private final String argon2;
        private final String verifier;

        Dialect(String method, String argon2, String verifier) {
            this.method = method;
            this.argon2 = argon2;
            this.verifier = verifier;
        }

        /** The method's name on the wire. */
        public String method() {
            return method;
        }

        /** The name of Argon2id, version 1.3, on the wire. */
        public String argon2() {
            return argon2;
        }

        /** Where WELCOME.Details.authextra has the router's signature. */
        public String verifier() {
            return verifier;
        }
    }

    /**
     * How a password becomes a key.
     *
     * @param name {@link #PBKDF2} or the dialect's name of Argon2
     * @param salt in Base64, as it is on the wire
     * @param iterations positive
     * @param memory KiB for Argon2; 0 for PBKDF2
     */
    public record Kdf(String name, String salt, int iterations, int memory) {}

    /**
     * The salted password.
     *
     * @param password prepared by {@link #prepare}, in UTF-8
     * @throws IllegalArgumentException if the dialect does not know the function
     */
    public static byte[] saltedPassword(Dialect dialect, byte[] password, Kdf kdf) {
        byte[] salt = Base64.getDecoder().decode(kdf.salt());
        if (kdf.name().equals(PBKDF2)) {
            return Macs.pbkdf2(password, salt, kdf.iterations(), KEY_LENGTH);
        }
        if (!kdf.name().equals(dialect.argon2())) {
            throw new IllegalArgumentException("The key derivation '" + kdf.name() + "' is unknown");
        }
        byte[] hash = argon2(password, salt, kdf.iterations(), kdf.memory());
        // Autobahn takes the text of the hash for the key.
        return dialect == Dialect.CROSSBAR
                ? Base64.getEncoder().withoutPadding().encode(hash)
                : hash;
    }

    private static byte[] argon2(byte[] password, byte[] salt, int iterations, int memory) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withIterations(iterations)
                .withMemoryAsKB(memory)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[KEY_LENGTH];
        generator.generateBytes(password, hash);
        return hash;
    }

    /** What the client proves to know. */
    public static byte[] clientKey(byte[] saltedPassword) {
        return Macs.hmac(saltedPassword, "Client Key".getBytes(StandardCharsets.US_ASCII));
    }

    /** What the router keeps of the client's key. */
    public static byte[] storedKey(byte[] clientKey) {
        return Macs.sha256(clientKey);
    }

    /** What the router proves to know. */
    public static byte[] serverKey(byte[] saltedPassword) {
        return Macs.hmac(saltedPassword, "Server Key".getBytes(StandardCharsets.US_ASCII));
    }

    /** The client's proof. */
    static byte[] proof(byte[] clientKey, byte[] authMessage) {
        return Cryptosign.xor(clientKey, Macs.hmac(storedKey(clientKey), authMessage));
    }

    /**
     * The stored key of whoever made a proof, to be compared with the one that is known.
     *
     * @param proof 32 octets
     */
    public static byte[] storedKeyOf(byte[] proof, byte[] storedKey, byte[] authMessage) {
        return storedKey(Cryptosign.xor(proof, Macs.hmac(storedKey, authMessage)));
    }

    /** What both sign. */
    public static byte[] authMessage(
            Dialect dialect, String authid, String clientNonce, String serverNonce, Kdf kdf, String cbind) {
        String name = prepare(authid);
        if (dialect == Dialect.SPECIFICATION) {
            name = name.replace("=", "=3D").replace(",", "=2C");
        }
        String message = "n=" + name + ",r=" + clientNonce
                + ",r=" + serverNonce + ",s=" + kdf.salt() + ",i=" + kdf.iterations()
                + ",c=" + cbind + ",r=" + serverNonce;
        return message.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The part of the signed message that tells of the channel.
     *
     * @param binding the name, or null for none
     * @param octets the binding's data, or null
     */
    public static String cbind(Dialect dialect, String binding, byte[] octets) {
        if (dialect == Dialect.CROSSBAR) {
            return "";
        }
        byte[] header = (binding == null ? "n,," : "p=" + binding + ",,").getBytes(StandardCharsets.UTF_8);
        byte[] input = octets == null ? header : Arrays.copyOf(header, header.length + octets.length);
        if (octets != null) {
            System.arraycopy(octets, 0, input, header.length, octets.length);
        }
        return Base64.getEncoder().encodeToString(input);
    }

    /**
     * Names and passwords that look alike become equal (RFC 4013).
     *
     * @throws IllegalArgumentException if the text has characters that are not allowed
     */
    public static String prepare(String text) {
        return SASL.prepareQuery(text);
    }

    static char[] prepare(char[] text) {
        return SASL.prepareQuery(text);
    }
}
