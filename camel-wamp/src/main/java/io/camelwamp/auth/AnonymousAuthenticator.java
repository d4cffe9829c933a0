package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** No identity at all; the router gives one of its own making. */
public final class AnonymousAuthenticator implements Authenticator {
    @Override
    public String method() {
        return "anonymous";
    }

    @Override
    public CompletionStage<Authenticate> answer(Challenge challenge) {
        return CompletableFuture.failedFuture(new WampException.JoinFailed(
                Uris.CANNOT_AUTHENTICATE, "The router challenged an anonymous session, which has nothing to answer"));
    }
}
