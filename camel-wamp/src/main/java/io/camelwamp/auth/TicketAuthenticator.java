package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Proves an identity by showing a secret as it is (spec: advanced/authentication_ticket.md): whoever
 * reads along, and the router itself, can use it from then on.
 */
public final class TicketAuthenticator implements Authenticator {
    /** The name on the wire. */
    public static final String NAME = "ticket";

    private final String authid;
    private final SecretSource source;
    private final boolean anyChannel;

    /**
     * A ticket.
     *
     * @param authid whose ticket it is
     * @param source has the ticket
     * @param anyChannel whether it may be shown where others on the network can read it: without
     *     TLS, to another machine
     */
    public TicketAuthenticator(String authid, SecretSource source, boolean anyChannel) {
        this.authid = Objects.requireNonNull(authid, "authid");
        this.source = Objects.requireNonNull(source, "source");
        this.anyChannel = anyChannel;
    }

    @Override
    public String method() {
        return NAME;
    }

    @Override
    public String authid() {
        return authid;
    }

    @Override
    public CompletionStage<Login> begin(ChannelSecurity channel) {
        if (!channel.confidential() && !anyChannel) {
            return CompletableFuture.failedFuture(new WampException.JoinFailed(
                    Uris.CANNOT_AUTHENTICATE,
                    "A ticket is not shown on a connection without TLS to another machine, where others could"
                            + " read it: use wss, another method such as wampcra, or allow it explicitly"));
        }
        return CompletableFuture.completedFuture(challenge -> Secrets.use(
                source, NAME, authid, Runnable::run, ticket -> new Authenticate(new String(ticket), Map.of())));
    }
}
