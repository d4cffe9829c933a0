package io.camelwamp.router.auth;

import io.camelwamp.auth.Macs;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Users show a secret (spec: advanced/authentication_ticket.md); only good with TLS. */
public final class TicketMethod implements AuthenticationMethod {
    private final UserDatabase users;
    private final Proofs proofs = new Proofs();

    /** Holds tickets against {@link Credential.Ticket}. */
    public TicketMethod(UserDatabase users) {
        this.users = Objects.requireNonNull(users, "users");
    }

    @Override
    public String name() {
        return TicketAuthenticator.NAME;
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        if (applicant.authid() == null) {
            return Proofs.incomplete("The method ticket needs an authid in HELLO");
        }
        Verdict question = new Verdict.Challenged(
                new Challenge(name(), Map.of()), answer -> users.byAuthid(applicant.realm(), applicant.authid())
                        .thenApply(user -> judge(applicant, user, answer)));
        return Proofs.now(question);
    }

    private Verdict judge(Applicant applicant, Optional<User> user, Authenticate answer) {
        Credential.Ticket ticket =
                user.map(known -> known.credential(Credential.Ticket.class)).orElse(null);
        byte[] digest = Macs.sha256(answer.signature().getBytes(StandardCharsets.UTF_8));
        byte[] expected = ticket != null ? ticket.digest() : proofs.decoy(applicant.realm(), applicant.authid());
        boolean same = Proofs.same(expected, digest);
        return same && ticket != null ? Proofs.admitted(user.get(), name(), users, Map.of()) : Proofs.refused();
    }
}
