package io.camelwamp.router.auth;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Somebody who can prove an identity.
 *
 * @param authid the name, not null
 * @param authrole the role that the sessions get, not null
 * @param credentials what proofs are held against, at most one of a kind where the method knows one
 *     only
 */
public record User(String authid, String authrole, List<Credential> credentials) {
    /** Copies the list. */
    public User {
        Objects.requireNonNull(authid, "authid");
        Objects.requireNonNull(authrole, "authrole");
        credentials = List.copyOf(credentials);
    }

    /** A user. */
    public static User of(String authid, String authrole, Credential... credentials) {
        return new User(authid, authrole, List.of(credentials));
    }

    /** The first credential of a kind, or null. */
    <C extends Credential> C credential(Class<C> kind) {
        return credentials.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    /** Tells whether a public key is among the credentials. */
    boolean hasKey(byte[] key) {
        return credentials.stream()
                .anyMatch(known -> known instanceof Credential.PublicKey own && Arrays.equals(own.octets(), key));
    }

    /** Tells whether a certificate is among the credentials. */
    boolean hasCertificate(byte[] fingerprint) {
        return credentials.stream()
                .anyMatch(known ->
                        known instanceof Credential.Certificate own && Arrays.equals(own.fingerprint(), fingerprint));
    }
}
