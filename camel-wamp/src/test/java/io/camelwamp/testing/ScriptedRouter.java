package io.camelwamp.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The other side of a session, played by the test line by line:
 *
 * <pre>{@code
 * router.opensSession();
 * Subscription subscription = session.subscribe("a.t", …);
 * router.expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
 * router.sends("[36, 77, 1, {}, ['hello']]");
 * router.drops();
 * }</pre>
 *
 * <p>Messages are JSON as on the wire, with single quotes if one likes; for what may stand in
 * expected ones see {@link JsonPattern}. A line that fails tells the whole conversation so far.
 * Sessions find the router under URLs such as {@code script://a}; each of them waits until the
 * script accepts or refuses it.
 */
public final class ScriptedRouter implements TransportProvider {
    /** A router's usual answer to HELLO. */
    public static final String WELCOME = "[2, 9129137332, {roles: {broker: {}, dealer: {}}}]";

    private final class Attempt {
        private final TransportConfig target;
        private final TransportListener listener;
        private boolean over;

        Attempt(TransportConfig target, TransportListener listener) {
            this.target = target;
            this.listener = listener;
        }

        URI uri() {
            return target.uri();
        }

        void fail(CloseReason reason) {
            if (!over) {
                over = true;
                loop.execute(() -> listener.closed(reason));
            }
        }
    }

    private final VirtualTimeLoop loop;
    private final Deque<Attempt> attempts = new ArrayDeque<>();
    private final List<String> story = new ArrayList<>();
    private Duration patience = Duration.ZERO;
    private boolean pingable = true;
    private ScriptedConnection connection;

    /** A router on the loop of the test; sessions that it serves live there too. */
    public ScriptedRouter(VirtualTimeLoop loop) {
        this.loop = loop;
    }

    /**
     * Lets the script wait for what the client does, in real time: for clients that act on threads
     * of their own.
     */
    public ScriptedRouter patient(Duration limit) {
        patience = limit;
        return this;
    }

    /**
     * From the next connection on, the client has no pings, and is told of silence in place of that;
     * otherwise time passes without any.
     */
    public ScriptedRouter cannotBePinged() {
        pingable = false;
        return this;
    }

    private Duration silenceLimit(TransportConfig target) {
        return pingable ? Duration.ZERO : target.pingInterval();
    }

    /** A target at this router. */
    public static TransportConfig target(String name) {
        return TransportConfig.of(URI.create("script://" + name));
    }

    @Override
    public Set<String> schemes() {
        return Set.of("script");
    }

    @Override
    public EventLoop eventLoop(TransportConfig target, EventLoops loops) {
        return loop;
    }

    @Override
    public EventLoop.Cancellable connect(TransportConfig config, EventLoop on, TransportListener listener) {
        story.add("client  connects to " + config.uri());
        Attempt attempt = new Attempt(config, listener);
        attempts.add(attempt);
        return () -> {
            if (!attempt.over) {
                story.add("client  gives up connecting to " + config.uri());
            }
            attempt.fail(new CloseReason(CloseReason.Kind.LOCAL, "given up"));
        };
    }

    // ---- connections

    /** Accepts the client's attempt to connect. */
    public ScriptedRouter accepts() {
        isAccepting();
        loop.run();
        return this;
    }

    /** Accepts the client, and from the first on no message of more octets. */
    public ScriptedRouter acceptsAtMost(int octets) {
        isAccepting().limitsMessagesTo(octets);
        loop.run();
        return this;
    }

    /** Accepts the client, which will hear of it before everything that it does from now on. */
    public ScriptedRouter isAccepting() {
        Attempt attempt = nextAttempt();
        attempt.over = true;
        story.add("router  accepts");
        connection =
                new ScriptedConnection(attempt.target, silenceLimit(attempt.target), loop, attempt.listener, story);
        connection.open();
        return this;
    }

    /** Accepts the client and lets it join. */
    public ScriptedRouter opensSession() {
        return accepts().expects("[1, 'realm1', '<details>']").sends(WELCOME);
    }

    /** Refuses the client's attempt to connect. */
    public ScriptedRouter refuses() {
        return refuses(new CloseReason(CloseReason.Kind.UNREACHABLE, "connection refused"));
    }

    /** Refuses the client's attempt to connect for a reason of the test's choice. */
    public ScriptedRouter refuses(CloseReason reason) {
        Attempt attempt = nextAttempt();
        story.add("router  refuses the connection: " + reason.text());
        attempt.fail(new CloseReason(reason.kind(), attempt.uri() + ": " + reason.text()));
        loop.run();
        return this;
    }

    /** Expects an attempt to connect to a certain target, and leaves it open. */
    public ScriptedRouter expectsConnectionTo(String name) {
        Attempt attempt = nextAttempt();
        if (!name.equals(attempt.uri().getHost())) {
            throw failure("a connection to " + name, "one to " + attempt.uri().getHost());
        }
        attempts.addFirst(attempt);
        return this;
    }

    private Attempt nextAttempt() {
        Attempt attempt = pollAttempt();
        while (attempt == null && loop.runOrWait(patience)) {
            attempt = pollAttempt();
        }
        if (attempt == null) {
            throw failure("an attempt to connect", "none");
        }
        return attempt;
    }

    private Attempt pollAttempt() {
        loop.run();
        attempts.removeIf(attempt -> attempt.over);
        return attempts.poll();
    }

    /** Expects that the client does not try to connect at this moment. */
    public ScriptedRouter expectsNoConnection() {
        Attempt attempt = pollAttempt();
        if (attempt != null) {
            throw failure("no attempt to connect", "one to " + attempt.uri());
        }
        return this;
    }

    /** Breaks the connection. */
    public ScriptedRouter drops() {
        return fails(new CloseReason(CloseReason.Kind.PEER, connection.peer() + " closed the connection"));
    }

    /** Ends the connection for a reason of the test's choice. */
    public ScriptedRouter fails(CloseReason reason) {
        story.add("router  " + reason.text());
        connection.end(reason);
        loop.run();
        return this;
    }

    /** Expects that the client has closed the connection. */
    public ScriptedRouter expectsClose() {
        loop.run();
        if (connection.closeReason() == null) {
            throw failure("the end of the connection", "it open");
        }
        return this;
    }

    // ---- messages

    /** Expects the client's next message. */
    public ScriptedRouter expects(String json) {
        return expects(JsonPattern.parse(json));
    }

    /** Expects the client's next message. */
    public ScriptedRouter expects(JsonNode json) {
        JsonPattern pattern = new JsonPattern(json);
        JsonNode sent = received();
        if (sent == null || !pattern.matches(sent)) {
            throw failure(
                    pattern.toString(),
                    sent != null ? sent.toString() : connection.closeReason() == null ? "nothing" : "it closing");
        }
        return this;
    }

    /** The client's next message, whatever it is; null if there is none. */
    public JsonNode received() {
        loop.run();
        JsonNode sent = connection.nextSent();
        while (sent == null && loop.runOrWait(patience)) {
            sent = connection.nextSent();
        }
        return sent;
    }

    /** Expects that the client has sent nothing more. */
    public ScriptedRouter expectsNothing() {
        loop.run();
        JsonNode sent = connection.nextSent();
        if (sent != null) {
            throw failure("no message", sent.toString());
        }
        return this;
    }

    /** Sends messages, each in a read of its own. */
    public ScriptedRouter sends(String... messages) {
        for (String message : messages) {
            sendsTogether(message);
        }
        return this;
    }

    /** Sends messages that the client finds in one read. */
    public ScriptedRouter sendsTogether(String... messages) {
        return sendsOctets(Arrays.stream(messages)
                .map(json -> JsonPattern.parse(json).toString())
                .toList());
    }

    /** Sends a message that the client will find before everything that it does from now on. */
    public ScriptedRouter hasOnTheWay(String message) {
        connection.arrive(List.of(JsonPattern.parse(message).toString()));
        return this;
    }

    /** Sends what may be no message at all. */
    public ScriptedRouter sendsOctets(List<String> texts) {
        connection.arrive(texts);
        loop.run();
        return this;
    }

    // ---- the state of the network

    /** Takes no message of more octets from now on. */
    public ScriptedRouter limitsMessagesTo(int octets) {
        connection.limitMessages(octets);
        return this;
    }

    /** Leaves unread what the client sends: its transport is not writable. */
    public ScriptedRouter stopsReading() {
        story.add("router  stops reading");
        connection.peerReads(false);
        loop.run();
        return this;
    }

    /** Reads again. */
    public ScriptedRouter readsAgain() {
        story.add("router  reads again");
        connection.peerReads(true);
        loop.run();
        return this;
    }

    /** Has so many octets pile up on the client's side. */
    public ScriptedRouter leavesUnread(long octets) {
        connection.leaveUnread(octets);
        return this;
    }

    /** Tells whether the client has stopped reading. */
    public boolean isHeldBack() {
        loop.run();
        return connection.isPaused();
    }

    /** How often the client has stopped reading on this connection. */
    public int pauses() {
        return connection.pauses();
    }

    private AssertionError failure(String expected, String actual) {
        return new AssertionError("The router expected %s, but saw %s.%nThe story so far:%n  %s"
                .formatted(expected, actual, String.join("\n  ", story)));
    }
}
