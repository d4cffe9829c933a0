package io.camelwamp.session;

import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The authentication of one connection (spec: advanced/authentication.md): only methods that were
 * offered are answered, and the router's proof is checked for each one that was used.
 */
final class Handshake {
    private final SessionConfig config;
    private final EventLoop loop;
    private final Consumer<Message> onAnswer;
    private final Consumer<WampException> onRefusal;
    private final List<Authenticator> used = new ArrayList<>(1);

    Handshake(SessionConfig config, EventLoop loop, Consumer<Message> onAnswer, Consumer<WampException> onRefusal) {
        this.config = config;
        this.loop = loop;
        this.onAnswer = onAnswer;
        this.onRefusal = onRefusal;
    }

    /** Has a CHALLENGE answered; there may be several rounds with different methods. */
    void challenged(Challenge challenge) {
        Authenticator authenticator = config.authenticator(challenge.authMethod());
        if (authenticator == null) {
            onRefusal.accept(new WampException.JoinFailed(
                    Uris.CANNOT_AUTHENTICATE,
                    "The router asks for the method '" + challenge.authMethod() + "', which was not offered"));
            return;
        }
        used.add(authenticator);
        try {
            authenticator
                    .answer(challenge)
                    .whenComplete((answer, failure) -> loop.execute(() -> done(answer, failure)));
        } catch (RuntimeException e) {
            done(null, e);
        }
    }

    private void done(Authenticate answer, Throwable failure) {
        if (failure == null && answer != null) {
            onAnswer.accept(answer);
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WampException known) {
            onRefusal.accept(known);
        } else {
            SessionLog.LOG.warn("The answer to the router's challenge failed", cause);
            onRefusal.accept(new WampException.JoinFailed(
                    Uris.CANNOT_AUTHENTICATE, "The answer to the router's challenge could not be made"));
        }
    }

    /**
     * Checks what the router proves.
     *
     * @throws WampException if it does not
     */
    void verify(Welcome welcome) {
        for (Authenticator authenticator : used) {
            try {
                authenticator.verify(welcome);
            } catch (WampException e) {
                throw e;
            } catch (RuntimeException e) {
                SessionLog.LOG.warn("The check of the router's proof failed", e);
                throw new WampException.JoinFailed(Uris.CANNOT_AUTHENTICATE, "The router's proof could not be checked");
            }
        }
    }
}
