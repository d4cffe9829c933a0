package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Asks for a role, and does not join with any other. Of a router that does not tell the role, every
 * session has the role {@code anonymous}.
 */
public final class RequiredRole implements Authenticator {
    private final Authenticator method;
    private final String authrole;

    /**
     * A method whose role matters.
     *
     * @param method proves the identity
     * @param authrole the role that the router has to give
     */
    public RequiredRole(Authenticator method, String authrole) {
        this.method = Objects.requireNonNull(method, "method");
        this.authrole = Objects.requireNonNull(authrole, "authrole");
    }

    @Override
    public String method() {
        return method.method();
    }

    @Override
    public String authid() {
        return method.authid();
    }

    @Override
    public String authrole() {
        return authrole;
    }

    @Override
    public CompletionStage<Login> begin(ChannelSecurity channel) {
        return method.begin(channel).thenApply(RoleLogin::new);
    }

    private final class RoleLogin implements Login {
        private final Login login;

        RoleLogin(Login login) {
            this.login = login;
        }

        @Override
        public Map<String, Object> authextra() {
            return login.authextra();
        }

        @Override
        public CompletionStage<Authenticate> answer(Challenge challenge) {
            return login.answer(challenge);
        }

        @Override
        public void verify(Welcome welcome) {
            login.verify(welcome);
            String told = welcome.details().authrole();
            String given = told == null ? AnonymousAuthenticator.NAME : told;
            if (!authrole.equals(given)) {
                throw new WampException.JoinFailed(
                        Uris.NO_SUCH_ROLE,
                        "The router gave the role '" + given + "', where '" + authrole + "' is required");
            }
        }
    }
}
