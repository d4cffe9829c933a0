package io.camelwamp.router;

import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.router.permission.AccessRequest;
import io.camelwamp.router.permission.Authorizer;
import io.camelwamp.router.permission.Permission;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an authorizer about what one session wants, before it takes effect.
 *
 * <p>While an answer is outstanding, the session's later messages wait, so that their order is kept,
 * and nothing more is read from it; nobody else waits.
 */
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    /** How long an authorizer may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** More than a transport hands over after it was told to pause. */
    private static final int MAX_WAITING = 10_000;

    /** Where messages go on. */
    interface Passage {
        /** A message whose time has come, to be treated as if it came now. */
        void message(Message message);

        /** A message that may take effect. */
        void pass(Message message, Permission permission);

        /** A request that is to be answered with an error. */
        void refuse(Message message, String uri, String text);
    }

    private final Authorizer authorizer;
    private final Function<Message, List<AccessRequest>> demands;
    private final Transport transport;
    private final EventLoop loop;
    private final Passage passage;
    private final Queue<Message> waiting = new ArrayDeque<>();

    /** Whether an answer is outstanding. */
    private boolean asking;

    /** Tells late answers from the one that is awaited. */
    private long question;

    private EventLoop.Cancellable timer;

    /**
     * A gate for one session.
     *
     * @param demands what a message needs permission for, in the order of asking
     */
    Gate(
            Authorizer authorizer,
            Function<Message, List<AccessRequest>> demands,
            Transport transport,
            EventLoop loop,
            Passage passage) {
        this.authorizer = authorizer;
        this.demands = demands;
        this.transport = transport;
        this.loop = loop;
        this.passage = passage;
    }

    /** Takes a message of the session. */
    void message(Message message) {
        if (!asking) {
            ask(message, demands.apply(message).iterator(), Permission.GRANTED);
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(message);
        } else {
            throw new WampException.ProtocolViolation("More than " + MAX_WAITING + " messages wait for a permission");
        }
    }

    /** Asks for what is left; the permission for the last demand is what the message gets. */
    private void ask(Message message, Iterator<AccessRequest> rest, Permission latest) {
        Permission permission = latest;
        while (rest.hasNext()) {
            CompletableFuture<Permission> answer = answerTo(rest.next());
            if (!answer.isDone()) {
                await(answer, message, rest);
                return;
            }
            permission = permissionOf(answer);
            if (permission == null || !permission.allowed()) {
                refuse(message, permission);
                return;
            }
        }
        passage.pass(message, permission);
    }

    private CompletableFuture<Permission> answerTo(AccessRequest request) {
        try {
            return authorizer.authorize(request).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The answer of a completed future, or null for none. */
    private static Permission permissionOf(CompletableFuture<Permission> answer) {
        try {
            Permission permission = answer.join();
            if (permission == null) {
                LOG.warn("An authorizer answered with null instead of a permission");
            }
            return permission;
        } catch (CompletionException | CancellationException e) {
            LOG.warn("An authorizer failed", e);
            return null;
        }
    }

    private void refuse(Message message, Permission permission) {
        if (permission == null) {
            passage.refuse(message, Uris.AUTHORIZATION_FAILED, "The router could not find out whether this is allowed");
        } else {
            passage.refuse(message, Uris.NOT_AUTHORIZED, "This session is not allowed to do this");
        }
    }

    private void await(CompletableFuture<Permission> answer, Message message, Iterator<AccessRequest> rest) {
        asking = true;
        long asked = ++question;
        transport.pauseReads();
        timer = loop.schedule(PATIENCE, () -> {
            LOG.warn("An authorizer did not answer within {}", PATIENCE);
            decided(asked, () -> refuse(message, null));
        });
        answer.whenComplete((permission, failure) -> loop.execute(() -> decided(asked, () -> {
            Permission its = permissionOf(answer);
            if (its == null || !its.allowed()) {
                refuse(message, its);
            } else {
                ask(message, rest, its);
            }
        })));
    }

    private void decided(long asked, Runnable next) {
        if (!asking || asked != question) {
            return;
        }
        asking = false;
        timer.cancel();
        next.run();
        drain();
    }

    private void drain() {
        while (!asking && !waiting.isEmpty()) {
            passage.message(waiting.remove());
        }
        if (!asking) {
            transport.resumeReads();
        }
    }

    /** Ends with the session: what waits is no longer its business, but may be its successor's. */
    void close() {
        if (asking) {
            asking = false;
            timer.cancel();
            loop.execute(this::drain);
        }
    }
}
