package io.camelwamp.router;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.auth.Applicant;
import io.camelwamp.router.auth.AuthenticationMethod;
import io.camelwamp.router.auth.Identity;
import io.camelwamp.router.auth.Verdict;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens between HELLO and WELCOME or ABORT: the method is chosen, asks what it wants, and
 * decides.
 */
final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /**
     * What comes of it; called on the event loop, at most one of {@code admitted} and {@code
     * denied}.
     */
    interface Outcome {
        void challenged(Challenge challenge);

        void admitted(Identity identity);

        void denied(String reason, String message);
    }

    private final EventLoop loop;
    private final Outcome outcome;
    private RealmConfig realm;
    private Applicant applicant;

    /** Those that have not been asked yet, in the client's order. */
    private Iterator<AuthenticationMethod> methods = Collections.emptyIterator();

    /** What the realm's methods do once the client is let in. */
    private List<Consumer<Identity>> witnesses = List.of();

    private boolean over;

    /** What judges the next AUTHENTICATE, or null while none is expected. */
    private Function<Authenticate, CompletionStage<Verdict>> next;

    Login(EventLoop loop, Outcome outcome) {
        this.loop = loop;
        this.outcome = outcome;
    }

    /**
     * Begins.
     *
     * @param hello what the client said
     * @param session the id that the session will have
     * @param joining the settings of the realm asked for
     * @param transport the connection that the client is on
     */
    void begin(Hello hello, long session, RealmConfig joining, Transport transport) {
        realm = joining;
        HelloDetails details = hello.details();
        ChannelSecurity channel = transport.security();
        methods = choose(details.authmethods(), realm, channel).iterator();
        if (!methods.hasNext()) {
            deny(
                    Uris.NO_MATCHING_AUTH_METHOD,
                    "The realm accepts " + names(realm, channel) + ", the client offers none of them");
            return;
        }
        Map<String, Object> extra = details.authextra() == null ? Map.of() : details.authextra();
        applicant = new Applicant(
                session, hello.realm(), details.authid(), details.text("authrole"), extra, transport.peer(), channel);
        try {
            witnesses = realm.authentication().stream()
                    .map(method -> method.loginBegins(applicant))
                    .toList();
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        askNext();
    }

    private void askNext() {
        if (methods.hasNext()) {
            AuthenticationMethod method = methods.next();
            follow(() -> method.authenticate(applicant));
        } else {
            deny(Uris.AUTHENTICATION_FAILED, "The client is not known, and offers no other way to prove its identity");
        }
    }

    /**
     * Passes the answer to a challenge on.
     *
     * @throws WampException.ProtocolViolation if nothing was asked
     */
    void answer(Authenticate answer) {
        Function<Authenticate, CompletionStage<Verdict>> judge = next;
        if (judge == null) {
            throw new WampException.ProtocolViolation("AUTHENTICATE answers no CHALLENGE");
        }
        next = null;
        follow(() -> judge.apply(answer));
    }

    /** Gives up: a verdict that comes later has no effect. */
    void cancel() {
        over = true;
    }

    /** The methods of the client that the realm has; a client that names none is anonymous. */
    private static Set<AuthenticationMethod> choose(List<String> offered, RealmConfig realm, ChannelSecurity channel) {
        List<String> names = offered == null || offered.isEmpty() ? List.of("anonymous") : offered;
        Set<AuthenticationMethod> known = new LinkedHashSet<>();
        for (String name : names) {
            AuthenticationMethod method = realm.method(name, channel);
            if (method != null) {
                known.add(method);
            }
        }
        return known;
    }

    private static List<String> names(RealmConfig realm, ChannelSecurity channel) {
        return realm.authentication().stream()
                .filter(method -> method.serves(channel))
                .map(AuthenticationMethod::name)
                .distinct()
                .toList();
    }

    private void follow(Supplier<CompletionStage<Verdict>> step) {
        CompletionStage<Verdict> stage;
        try {
            stage = step.get();
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        stage.whenComplete((verdict, failure) -> {
            if (loop.inLoop()) {
                decide(verdict, failure);
            } else {
                loop.execute(() -> decide(verdict, failure));
            }
        });
    }

    private void decide(Verdict verdict, Throwable failure) {
        if (over) {
            return;
        }
        if (verdict instanceof Verdict.Admitted admitted) {
            over = true;
            tell(admitted.identity());
            outcome.admitted(admitted.identity());
        } else if (verdict instanceof Verdict.Unknown) {
            askNext();
        } else if (verdict instanceof Verdict.Denied denied) {
            deny(denied.reason(), denied.message());
        } else if (verdict instanceof Verdict.Challenged challenged) {
            next = challenged.next();
            outcome.challenged(challenged.challenge());
        } else {
            failed(failure);
        }
    }

    private void tell(Identity identity) {
        for (Consumer<Identity> witness : witnesses) {
            try {
                witness.accept(identity);
            } catch (RuntimeException e) {
                LOG.warn("An authentication method could not take note of a login", e);
            }
        }
    }

    private void failed(Throwable failure) {
        LOG.warn("An authentication method failed", failure);
        deny(Uris.AUTHENTICATION_FAILED, "The router could not authenticate the client");
    }

    private void deny(String reason, String message) {
        over = true;
        outcome.denied(reason, message);
    }
}
