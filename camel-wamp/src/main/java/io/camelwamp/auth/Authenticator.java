package io.camelwamp.auth;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * One way for a client to prove who it is (spec: advanced/authentication.md).
 *
 * <p>A session offers the methods of its authenticators in their order and answers no other. An
 * authenticator may serve several sessions and attempts at once, from their event loops: it must
 * not block. What one attempt has to remember lives in its {@link Login}.
 */
public interface Authenticator {
    /** The method's name on the wire: {@code anonymous}, {@code ticket} … */
    String method();

    /** The identity claimed in HELLO, or null for none. */
    default String authid() {
        return null;
    }

    /** The role asked for in HELLO, or null for none. */
    default String authrole() {
        return null;
    }

    /**
     * Prepares an attempt to join; HELLO is sent when all methods are prepared.
     *
     * @param channel how safe the connection is
     * @return what goes through the attempt, now or later; a failure ends the attempt before HELLO,
     *     and is a {@link io.camelwamp.protocol.WampException.JoinFailed} if its text is for people
     */
    CompletionStage<Login> begin(ChannelSecurity channel);

    /** One attempt to join; used by one event loop. */
    interface Login {
        /** What the method adds to {@code HELLO.Details.authextra}; empty for nothing. */
        default Map<String, Object> authextra() {
            return Map.of();
        }

        /**
         * Answers a CHALLENGE of this method; a router may send several.
         *
         * @return the answer, now or later; a failure makes the session ABORT
         */
        CompletionStage<Authenticate> answer(Challenge challenge);

        /**
         * Checks what the router proves in its WELCOME. Called if a CHALLENGE of this method was
         * answered, and also if the router welcomes without any CHALLENGE: a method that has the
         * router prove itself must not let it off.
         *
         * @throws io.camelwamp.protocol.WampException.JoinFailed if the proof is missing or wrong
         */
        default void verify(Welcome welcome) {}
    }
}
