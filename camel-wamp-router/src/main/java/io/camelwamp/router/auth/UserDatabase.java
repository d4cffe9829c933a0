package io.camelwamp.router.auth;

import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Knows the users of realms. Methods share one, or have one each.
 *
 * <p>Asked on the router's event loop, so it must not block; it may answer later and from any
 * thread. A failed stage turns the client away without telling it why.
 */
public interface UserDatabase {
    /**
     * Finds a user by the name that a client claims.
     *
     * @return the user, or empty if there is none in this realm
     */
    CompletionStage<Optional<User>> byAuthid(String realm, String authid);

    /**
     * Finds a user by a public key, for clients that claim no name.
     *
     * @param key 32 octets
     * @return the user, or empty if there is none in this realm; a database without public keys
     *     need not implement it
     */
    default CompletionStage<Optional<User>> byPublicKey(String realm, byte[] key) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * Finds a user by a client certificate, which TLS has checked against the trusted authorities.
     *
     * @return the user, or empty if there is none in this realm; a database without certificates need
     *     not implement it
     */
    default CompletionStage<Optional<User>> byCertificate(String realm, X509Certificate certificate) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    /** What clients are told as {@code authprovider}. */
    default String provider() {
        return "static";
    }
}
