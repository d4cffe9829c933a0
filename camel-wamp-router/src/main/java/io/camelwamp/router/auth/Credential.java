package io.camelwamp.router.auth;

import io.camelwamp.auth.Macs;
import io.camelwamp.auth.WampCra;
import java.nio.charset.StandardCharsets;

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
}
