package io.camelwamp.router.auth;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Lets everybody in, under a random name and with one role; a claimed identity is not looked at.
 */
public final class AnonymousMethod implements AuthenticationMethod {
    /** The name on the wire, and the role unless another is given. */
    public static final String NAME = "anonymous";

    private final String authrole;
    private final SecureRandom random = new SecureRandom();

    /** Gives the role {@code anonymous}. */
    public AnonymousMethod() {
        this(NAME);
    }

    /** Gives a role of choice. */
    public AnonymousMethod(String authrole) {
        this.authrole = Objects.requireNonNull(authrole, "authrole");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        byte[] bits = new byte[10];
        random.nextBytes(bits);
        String authid = "anonymous-" + HexFormat.of().formatHex(bits);
        return CompletableFuture.completedFuture(
                new Verdict.Admitted(new Identity(authid, authrole, NAME, "static", Map.of())));
    }
}
