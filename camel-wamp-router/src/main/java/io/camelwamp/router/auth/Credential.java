package io.camelwamp.router.auth;

import io.camelwamp.auth.CryptosignKey;
import io.camelwamp.auth.Macs;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.WampCra;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** What a router keeps of a user's proof; one user may have several. Texts of these show no secret. */
public sealed interface Credential {
    /**
     * A ticket's SHA-256. That protects tickets drawn at random; it does little for passwords.
     *
     * @param digest 32 octets
     */
    record Ticket(byte[] digest) implements Credential {
        /** Keeps the hash of a ticket. */
        public static Ticket of(String ticket) {
            return new Ticket(Macs.sha256(ticket.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String toString() {
            return "Ticket[]";
        }
    }

    /**
     * What signs the challenges of WAMP-CRA.
     *
     * @param key the key as {@link WampCra#deriveKey} makes it, or without salt the secret in UTF-8
     * @param salting how the client gets from its secret to the key; null if the secret is the key
     */
    record CraKey(byte[] key, Salting salting) implements Credential {
        /** A secret that is the key. */
        public static CraKey of(String secret) {
            return new CraKey(secret.getBytes(StandardCharsets.UTF_8), null);
        }

        /** Keeps what a secret becomes when it is salted; takes as long as the iterations take. */
        public static CraKey salted(String secret, Salting salting) {
            byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
            return new CraKey(
                    WampCra.deriveKey(octets, salting.salt(), salting.iterations(), salting.keyLength()), salting);
        }

        @Override
        public String toString() {
            return "CraKey[" + (salting == null ? "unsalted" : "salted") + "]";
        }
    }

    /**
     * How WAMP-CRA derives keys.
     *
     * @param salt a text
     * @param iterations of PBKDF2
     * @param keyLength in octets
     */
    record Salting(String salt, int iterations, int keyLength) {
        /** A salt with the usual iterations and length. */
        public static Salting of(String salt) {
            return new Salting(salt, WampCra.DEFAULT_ITERATIONS, WampCra.DEFAULT_KEY_LENGTH);
        }
    }

    /**
     * The public key of cryptosign; a user may have several.
     *
     * @param octets 32 octets
     */
    record PublicKey(byte[] octets) implements Credential {
        /**
         * Reads 64 hexadecimal digits, or a line of OpenSSH that begins with {@code ssh-ed25519}.
         *
         * @throws IllegalArgumentException if it is no key
         */
        public static PublicKey of(String text) {
            return new PublicKey(CryptosignKey.parsePublic(text));
        }

        @Override
        public String toString() {
            return "PublicKey[" + HexFormat.of().formatHex(octets) + "]";
        }
    }

    /**
     * What SCRAM keeps of a password.
     *
     * @param kdf how the password becomes a key
     * @param storedKey the hash of what the client proves to know
     * @param serverKey what the router proves to know
     */
    record ScramKeys(Scram.Kdf kdf, byte[] storedKey, byte[] serverKey) implements Credential {
        /**
         * Derives the keys of a password, which takes as long as the iterations take.
         *
         * @param dialect the one of the method; the keys of one are of no use to the other
         */
        public static ScramKeys of(Scram.Dialect dialect, String password, Scram.Kdf kdf) {
            String prepared = dialect == Scram.Dialect.CROSSBAR ? password : Scram.prepare(password);
            byte[] salted = Scram.saltedPassword(dialect, prepared.getBytes(StandardCharsets.UTF_8), kdf);
            return new ScramKeys(kdf, Scram.storedKey(Scram.clientKey(salted)), Scram.serverKey(salted));
        }

        @Override
        public String toString() {
            return "ScramKeys[" + kdf.name() + "]";
        }
    }

    /**
     * A client certificate.
     *
     * @param fingerprint the SHA-256 of its DER encoding
     */
    record Certificate(byte[] fingerprint) implements Credential {
        /** Knows a certificate again. */
        public static Certificate of(X509Certificate certificate) {
            try {
                return new Certificate(Macs.sha256(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalArgumentException("The certificate cannot be encoded", e);
            }
        }

        @Override
        public String toString() {
            return "Certificate[" + HexFormat.of().formatHex(fingerprint) + "]";
        }
    }
}
