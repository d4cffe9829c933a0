package io.camelwamp.bridge.admission;

import io.camelwamp.router.auth.User;
import io.camelwamp.router.auth.UserDatabase;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The users of the moment.
 *
 * @param users tells them; on the router's event loop, so it must not block
 */
record CurrentUsers(Supplier<Users> users) implements UserDatabase {
    @Override
    public CompletionStage<Optional<User>> byAuthid(String realm, String authid) {
        return users.get().database().byAuthid(realm, authid);
    }

    @Override
    public CompletionStage<Optional<User>> byPublicKey(String realm, byte[] key) {
        return users.get().database().byPublicKey(realm, key);
    }
}
