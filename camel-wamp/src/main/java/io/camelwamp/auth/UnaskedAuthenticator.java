package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A method without a challenge, because the transport says it all: the TLS handshake with the
 * client's certificate ({@code tls}), or the cookie of an earlier connection ({@code cookie}).
 */
public final class UnaskedAuthenticator implements Authenticator {
    private final String method;
    private final String authid;

    /**
     * A method.
     *
     * @param method its name on the wire
     * @param authid the identity to claim, or null to leave it to the router
     */
    public UnaskedAuthenticator(String method, String authid) {
        this.method = Objects.requireNonNull(method, "method");
        this.authid = authid;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String authid() {
        return authid;
    }

    @Override
    public CompletionStage<Login> begin(ChannelSecurity channel) {
        return CompletableFuture.completedFuture(this::refuse);
    }

    private CompletionStage<Authenticate> refuse(Challenge challenge) {
        return CompletableFuture.failedFuture(new WampException.JoinFailed(
                Uris.CANNOT_AUTHENTICATE,
                "The router challenges the method '" + method + "', which has nothing to answer"));
    }
}
