package io.camelwamp.router.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What a method says about an applicant: let it in, turn it away, pass it on, or ask for a
 * (further) proof. */
public sealed interface Verdict {
    /** The client is who it is said to be here. */
    record Admitted(Identity identity) implements Verdict {}

    /**
     * The client may not join.
     *
     * @param reason the ABORT's reason, a URI
     * @param message a text for the client that does not tell whether the identity exists
     */
    record Denied(String reason, String message) implements Verdict {}

    /** The method does not know the client; the next one that the client offers is tried. */
    record Unknown() implements Verdict {}

    /**
     * The client is asked; a further challenge may follow its answer, for a second factor.
     *
     * @param challenge what is sent
     * @param next judges the answer; called at most once
     */
    record Challenged(Challenge challenge, Function<Authenticate, CompletionStage<Verdict>> next) implements Verdict {}
}
