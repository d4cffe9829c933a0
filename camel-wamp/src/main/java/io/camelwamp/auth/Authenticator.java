package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Welcome;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * One way for a client to prove who it is.
 *
 * <p>A session offers the methods of its authenticators in their order and answers no other. An
 * authenticator may serve several sessions and attempts at once, from their event loops: it must
 * not block.
 */
public interface Authenticator {
    /** The method's name on the wire: {@code anonymous}, {@code ticket} … */
    String method();

    /** The identity claimed in HELLO, or null for none. */
    default String authid() {
        return null;
    }

    /** What the method adds to {@code HELLO.Details.authextra}; empty for nothing. */
    default Map<String, Object> authextra() {
        return Map.of();
    }

    /**
     * Answers a CHALLENGE of this method.
     *
     * @return the answer, now or later; a failure makes the session ABORT
     */
    CompletionStage<Authenticate> answer(Challenge challenge);

    /**
     * Checks what the router proves in its WELCOME; called if a CHALLENGE of this method was
     * answered.
     *
     * @throws io.camelwamp.protocol.WampException.JoinFailed if the proof is missing or wrong
     */
    default void verify(Welcome welcome) {}
}
