package io.camelwamp.session;

import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The authentication of one connection (spec: advanced/authentication.md): only methods that were
 * offered are answered, and the router has to prove what they demand.
 */
final class Handshake {
    /** A method with what this attempt remembers of it. */
    record Offer(Authenticator method, Authenticator.Login login) {
        String name() {
            return method.method();
        }
    }

    private final SessionConfig config;
    private final EventLoop loop;
    private final Consumer<Message> say;
    private final Consumer<WampException> refuse;

    /** What HELLO offers; null before it. */
    private List<Offer> offers;

    private final Set<Offer> used = new LinkedHashSet<>();

    /** Answers may cost much memory and time: there is never more than one in the making. */
    private boolean isAnswering;

    /**
     * A handshake that has not begun.
     *
     * @param say sends HELLO and the answers; told on the loop
     * @param refuse hears why we do not go on; told on the loop
     */
    Handshake(SessionConfig config, EventLoop loop, Consumer<Message> say, Consumer<WampException> refuse) {
        this.config = config;
        this.loop = loop;
        this.say = say;
        this.refuse = refuse;
    }

    /** Has the methods prepared, and then says HELLO. */
    void begin(ChannelSecurity channel) {
        List<CompletableFuture<Authenticator.Login>> logins = new ArrayList<>();
        for (Authenticator method : config.authenticators()) {
            logins.add(started(() -> method.begin(channel)));
        }
        CompletableFuture.allOf(logins.toArray(CompletableFuture[]::new))
                .whenComplete((nothing, failure) -> onLoop(() -> prepared(logins, failure)));
    }

    /** Tells whether HELLO was said. */
    boolean hasBegun() {
        return offers != null;
    }

    private void prepared(List<CompletableFuture<Authenticator.Login>> logins, Throwable failure) {
        if (failure != null) {
            refuse.accept(explained("A method of authentication could not be prepared", failure));
            return;
        }
        List<Offer> prepared = new ArrayList<>();
        for (int i = 0; i < logins.size(); i++) {
            prepared.add(new Offer(config.authenticators().get(i), logins.get(i).join()));
        }
        offers = prepared;
        say.accept(new Hello(config.realm(), ClientRoles.hello(prepared)));
    }

    /**
     * Has a CHALLENGE answered; there may be several rounds, one for each method.
     *
     * @throws WampException.ProtocolViolation if the router does not wait for the answer to the one
     *     before, or repeats a method
     */
    void challenged(Challenge challenge) {
        if (isAnswering) {
            throw new WampException.ProtocolViolation("Received CHALLENGE before the one before it was answered");
        }
        Offer offer = offered(challenge.authMethod());
        if (offer == null) {
            refuse.accept(new WampException.JoinFailed(
                    Uris.CANNOT_AUTHENTICATE,
                    "The router asks for the method '" + challenge.authMethod() + "', which was not offered"));
            return;
        }
        if (!used.add(offer)) {
            throw new WampException.ProtocolViolation(
                    "Received a second CHALLENGE for the method '" + offer.name() + "'");
        }
        isAnswering = true;
        started(() -> offer.login().answer(challenge))
                .whenComplete((answer, failure) -> onLoop(() -> answered(answer, failure)));
    }

    private Offer offered(String method) {
        return offers.stream()
                .filter(offer -> offer.name().equals(method))
                .findFirst()
                .orElse(null);
    }

    private void answered(Authenticate answer, Throwable failure) {
        isAnswering = false;
        if (failure == null) {
            say.accept(answer);
        } else {
            refuse.accept(explained("The answer to the router's challenge could not be made", failure));
        }
    }

    /**
     * Checks what the router proves. If it asked for nothing, it still has to do what the method
     * demands that it names, or else what one of the offered methods does.
     *
     * @throws WampException if it does not
     */
    void verify(Welcome welcome) {
        if (!used.isEmpty()) {
            used.forEach(offer -> verify(offer, welcome));
            return;
        }
        Offer named = offered(welcome.details().authmethod());
        WampException failure = null;
        for (Offer offer : named == null ? offers : List.of(named)) {
            try {
                verify(offer, welcome);
                return;
            } catch (WampException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void verify(Offer offer, Welcome welcome) {
        try {
            offer.login().verify(welcome);
        } catch (WampException e) {
            throw e;
        } catch (RuntimeException e) {
            SessionLog.LOG.warn("The check of the router's proof failed", e);
            throw new WampException.JoinFailed(Uris.CANNOT_AUTHENTICATE, "The router's proof could not be checked");
        }
    }

    // ---- stages

    /** What a method does, with every way to fail made the same. */
    private static <T> CompletableFuture<T> started(Supplier<CompletionStage<T>> step) {
        try {
            return step.get().toCompletableFuture().thenApply(Objects::requireNonNull);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            SessionLog.LOG.debug("The loop was closed while somebody authenticated", e);
        }
    }

    /** Only failures that are meant for people are told to them as they are. */
    private static WampException explained(String what, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WampException known) {
            if (known.getCause() != null) {
                SessionLog.LOG.debug("{}", what, known.getCause());
            }
            return known;
        }
        SessionLog.LOG.warn("{}", what, cause);
        return new WampException.JoinFailed(Uris.CANNOT_AUTHENTICATE, what);
    }
}
