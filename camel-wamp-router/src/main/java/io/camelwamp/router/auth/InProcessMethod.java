package io.camelwamp.router.auth;

import io.camelwamp.transport.ChannelSecurity;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes the place of {@code anonymous} for sessions of the router's own process: they are trusted, and have the role that
 * they ask for. Other clients do not find this method, whatever they say; give it to a realm before an {@link
 * AnonymousMethod}.
 */
public final class InProcessMethod implements AuthenticationMethod {
    /** What WELCOME calls the method. */
    public static final String AUTHMETHOD = "trusted";

    private final String defaultRole;
    private final SecureRandom random = new SecureRandom();

    /** Gives a role to those who ask for none. */
    public InProcessMethod(String defaultRole) {
        this.defaultRole = Objects.requireNonNull(defaultRole, "defaultRole");
    }

    @Override
    public String name() {
        return AnonymousMethod.NAME;
    }

    @Override
    public boolean serves(ChannelSecurity channel) {
        return channel.inProcess();
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        if (!applicant.channel().inProcess()) {
            throw new IllegalStateException("A client of another process must not get here");
        }
        byte[] bits = new byte[10];
        random.nextBytes(bits);
        String authid = AUTHMETHOD + "-" + HexFormat.of().formatHex(bits);
        String role = applicant.authrole() == null ? defaultRole : applicant.authrole();
        return CompletableFuture.completedFuture(
                new Verdict.Admitted(new Identity(authid, role, AUTHMETHOD, "static", Map.of())));
    }
}
