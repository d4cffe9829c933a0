package io.camelwamp.router.auth;

import io.camelwamp.transport.ChannelSecurity;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One way to find out who a client is (spec: advanced/authentication.md).
 *
 * <p>Instances serve all sessions and keep no state of a login under way: what a challenge must remember
 * lives in the {@link Verdict.Challenged} that it returns, and the rest in what {@link #loginBegins} does.
 */
public interface AuthenticationMethod {
    /** The method's name on the wire: {@code anonymous}, {@code ticket} … */
    String name();

    /**
     * Whether the method is there for clients on such a connection; to others it does not exist. Called on the router's
     * event loop, must not block. A realm may have several methods of one name, of which the first that serves is used.
     */
    default boolean serves(ChannelSecurity channel) {
        return true;
    }

    /**
     * Judges an applicant; called on the router's event loop, must not block.
     *
     * @return the verdict, now or later and from any thread; a failed stage turns the client away
     *     without telling it why
     */
    CompletionStage<Verdict> authenticate(Applicant applicant);

    /**
     * Hears that an applicant begins to log in to a realm with this method, by whatever method; called on the router's event
     * loop, before any method judges the applicant, must not block.
     *
     * @return is told who the applicant is, if it is let in; called at most once, on the event loop, must not block
     */
    default Consumer<Identity> loginBegins(Applicant applicant) {
        return identity -> {};
    }
}
