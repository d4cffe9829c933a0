package io.camelwamp.router.auth;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Users that are kept in memory, the same for every realm that asks; may be changed at any time. */
public final class InMemoryUsers implements UserDatabase {
    private final Map<String, User> users = new ConcurrentHashMap<>();

    /** Knows some users to begin with. */
    public InMemoryUsers(User... known) {
        for (User user : known) {
            put(user);
        }
    }

    /** Adds a user, or replaces the one of the same name. */
    public void put(User user) {
        users.put(user.authid(), user);
    }

    /** Forgets a user; open sessions stay. */
    public void remove(String authid) {
        users.remove(authid);
    }

    @Override
    public CompletionStage<Optional<User>> byAuthid(String realm, String authid) {
        return CompletableFuture.completedFuture(Optional.ofNullable(users.get(authid)));
    }

    @Override
    public CompletionStage<Optional<User>> byPublicKey(String realm, byte[] key) {
        return CompletableFuture.completedFuture(
                users.values().stream().filter(user -> user.hasKey(key)).findFirst());
    }

    @Override
    public CompletionStage<Optional<User>> byCertificate(String realm, X509Certificate certificate) {
        byte[] fingerprint = Credential.Certificate.of(certificate).fingerprint();
        return CompletableFuture.completedFuture(users.values().stream()
                .filter(user -> user.hasCertificate(fingerprint))
                .findFirst());
    }
}
