package io.camelwamp.router.auth;

import java.util.Optional;
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

    /** What clients are told as {@code authprovider}. */
    default String provider() {
        return "static";
    }
}
