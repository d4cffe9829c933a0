package io.camelwamp.router;

import io.camelwamp.protocol.Abort;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.router.auth.Identity;
import io.camelwamp.router.permission.Permission;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router's side of one connection: joins a session to a realm, hands its messages there, ends
 * it (spec: basic/sessions.md). One session at a time; after a client's GOODBYE it may say HELLO
 * again.
 */
final class Connection implements TransportListener, Login.Outcome, Gate.Passage {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final RouterCore router;

    private ConnectionState state = ConnectionState.CONNECTING;
    private Transport transport;

    /** Ends a connection whose client does not say the HELLO or GOODBYE that is due. */
    private EventLoop.Cancellable timer;

    private boolean hadSession;

    /** From HELLO to the end of the session; 0 without one. */
    private long sessionId;

    /** From HELLO to WELCOME, else null. */
    private Hello hello;

    private Login login;

    /** Between WELCOME and the end of the session, else null. */
    private RouterSession session;

    private Realm realm;

    /** Asks for permissions; null without a session, or if the realm's authorizer allows all. */
    private Gate gate;

    Connection(RouterCore router) {
        this.router = router;
    }

    @Override
    public void opened(Transport opened) {
        transport = opened;
        if (router.isRunning()) {
            awaitHello();
        } else {
            end("The router is closing");
        }
    }

    private void awaitHello() {
        state = state.to(ConnectionState.AWAITING_HELLO);
        timer = router.loop().schedule(router.config().helloTimeout(), this::helloTimedOut);
    }

    private void helloTimedOut() {
        long seconds = router.config().helloTimeout().toSeconds();
        if (state == ConnectionState.AUTHENTICATING) {
            router.counters().refused++;
            abort(Uris.AUTHENTICATION_FAILED, "Not authenticated within " + seconds + " s");
        } else if (hadSession) {
            end("No further session within " + seconds + " s");
        } else {
            violated("No HELLO within " + seconds + " s");
        }
    }

    @Override
    public void message(Message message) {
        guard(message, () -> {
            switch (state) {
                case AWAITING_HELLO -> awaitingHello(message);
                case AUTHENTICATING -> authenticating(message);
                case JOINED -> joined(message);
                case LEAVING -> leaving(message);
                case CONNECTING, CLOSED -> LOG.debug("{}: {} ignored", this, message.type());
            }
        });
    }

    /** Whatever one client can provoke must not touch the others. */
    private void guard(Message message, Runnable handling) {
        try {
            handling.run();
        } catch (WampException.ProtocolViolation e) {
            violated(e);
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not be handled", this, message.type(), e);
            router.counters().aborted++;
            abort(Uris.RUNTIME_ERROR, "The router failed to handle " + message.type());
        }
    }

    private void awaitingHello(Message message) {
        if (message instanceof Hello first) {
            begin(first);
        } else if (message instanceof Abort) {
            end("The client gave up");
        } else {
            throw new WampException.ProtocolViolation("The first message must be HELLO, but is " + message.type());
        }
    }

    private void begin(Hello message) {
        state = state.to(ConnectionState.AUTHENTICATING);
        String name = message.realm();
        RealmConfig config = Uris.isValid(name) ? router.realms().configOf(name) : null;
        if (config == null) {
            denied(Uris.NO_SUCH_REALM, "There is no realm '" + name + "' here");
            return;
        }
        hello = message;
        sessionId = router.ids().takeSession();
        login = new Login(router.loop(), this);
        login.begin(message, sessionId, config, transport);
    }

    private void authenticating(Message message) {
        if (message instanceof Authenticate answer) {
            login.answer(answer);
        } else if (message instanceof Abort) {
            end("The client gave up");
        } else {
            throw new WampException.ProtocolViolation(
                    "Before WELCOME, only AUTHENTICATE may follow HELLO, but " + message.type() + " did");
        }
    }

    @Override
    public void challenged(Challenge challenge) {
        if (!say(challenge)) {
            denied(Uris.AUTHENTICATION_FAILED, "The router could not send its CHALLENGE");
        }
    }

    @Override
    public void admitted(Identity identity) {
        realm = router.realms().open(hello.realm());
        if (realm == null) {
            denied(Uris.NO_SUCH_REALM, "The realm '" + hello.realm() + "' is gone");
            return;
        }
        state = state.to(ConnectionState.JOINED);
        timer.cancel();
        long joining = sessionId;
        Outbox outbox = new Outbox(
                toString(),
                transport,
                router.loop(),
                router.config().limits(),
                router.counters(),
                why -> broken(joining, why));
        session = new RouterSession(
                sessionId,
                identity,
                PeerFeatures.of(hello.details()),
                outbox,
                router.config().strictRequestIds(),
                this::expelled);
        hadSession = true;
        hello = null;
        login = null;
        gate = realm.config().asksAuthorizer() ? newGate(realm, session) : null;
        realm.join(session);
        LOG.debug("{} joined {}", this, realm.name());
        session.send(new Welcome(sessionId, welcomeDetails(identity)));
    }

    private Gate newGate(Realm joined, RouterSession its) {
        return new Gate(
                joined.config().authorizer(), message -> joined.demands(its, message), transport, router.loop(), this);
    }

    private WelcomeDetails welcomeDetails(Identity identity) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("realm", realm.name());
        details.put("authid", identity.authid());
        details.put("authrole", identity.authrole());
        details.put("authmethod", identity.authmethod());
        details.put("authprovider", identity.authprovider());
        if (!identity.authextra().isEmpty()) {
            details.put("authextra", identity.authextra());
        }
        details.put("agent", Announcement.AGENT);
        details.put("roles", realm.announcement());
        return new WelcomeDetails(details);
    }

    @Override
    public void denied(String reason, String message) {
        router.counters().refused++;
        abort(reason, message);
    }

    private void joined(Message message) {
        if (gate != null) {
            gate.message(message);
        } else {
            permitted(message, Permission.GRANTED);
        }
    }

    @Override
    public void pass(Message message, Permission permission) {
        guard(message, () -> permitted(message, permission));
    }

    @Override
    public void refuse(Message message, String uri, String text) {
        guard(message, () -> realm.refuse(session, message, uri, text));
    }

    private void permitted(Message message, Permission permission) {
        if (message.type() == MessageType.GOODBYE) {
            leaveRealm(false);
            say(new Goodbye(CloseDetails.NONE, Uris.GOODBYE_AND_OUT));
            awaitHello();
        } else if (message.type() == MessageType.ABORT) {
            end("The client aborted the session");
        } else {
            realm.handle(session, message, permission);
        }
    }

    private void leaving(Message message) {
        if (message.type() == MessageType.GOODBYE || message.type() == MessageType.ABORT) {
            end("The session was closed");
        }
    }

    @Override
    public void violated(WampException.ProtocolViolation violation) {
        List<Object> args = violation.args();
        violated(args.isEmpty() ? violation.uri() : String.valueOf(args.get(0)));
    }

    private void violated(String text) {
        router.counters().aborted++;
        LOG.info("{} broke the protocol: {}", this, text);
        abort(Uris.PROTOCOL_VIOLATION, text);
    }

    /** Told by a later task: by then that session may be over, and another one in its place. */
    private void broken(long brokenSession, String why) {
        if (state == ConnectionState.JOINED && sessionId == brokenSession) {
            router.counters().aborted++;
            LOG.warn("{} is aborted: {}", this, why);
            abort(Uris.NETWORK_FAILURE, why);
        }
    }

    /**
     * Says GOODBYE because the router closes; the answer, or {@link #giveUp}, ends the connection.
     */
    void shutDown() {
        switch (state) {
            case JOINED -> {
                CloseDetails details = CloseDetails.of(Map.of("message", "The router is closing"));
                sayGoodbye(Uris.SYSTEM_SHUTDOWN, details, true);
            }
            case AWAITING_HELLO, AUTHENTICATING -> abort(Uris.SYSTEM_SHUTDOWN, "The router is closing");
            case CONNECTING, LEAVING, CLOSED -> LOG.trace("{} needs no GOODBYE as it is {}", this, state);
        }
    }

    /** Says GOODBYE because somebody ended this session through the meta API. */
    private void expelled(String reason, CloseDetails details, boolean quietly) {
        LOG.info("{} is ended by another one: {}", this, reason);
        sayGoodbye(reason, details, quietly);
        timer = router.loop().schedule(router.config().shutdownTimeout(), this::giveUp);
    }

    private void sayGoodbye(String reason, CloseDetails details, boolean quietly) {
        leaveRealm(quietly);
        state = state.to(ConnectionState.LEAVING);
        say(new Goodbye(details, reason));
    }

    /** Closes without waiting for the client any longer. */
    void giveUp() {
        end("The client did not answer GOODBYE");
    }

    private void abort(String reason, String text) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        leaveRealm(false);
        say(new Abort(CloseDetails.of(Map.of("message", text)), reason, Payload.EMPTY));
        end(text);
    }

    /**
     * Sends a message of the session's beginning or end, which a transport with tiny limits may not
     * take.
     */
    private boolean say(Message message) {
        try {
            transport.send(message);
            return true;
        } catch (WampException e) {
            LOG.warn("{}: {} could not be sent: {}", this, message.type(), e.getMessage());
            return false;
        }
    }

    private void end(String text) {
        if (state != ConnectionState.CLOSED) {
            dispose();
            transport.close(text);
        }
    }

    @Override
    public void closed(CloseReason reason) {
        LOG.debug("{} is gone: {}", this, reason);
        if (state != ConnectionState.CLOSED) {
            dispose();
        }
        router.remove(this);
    }

    private void dispose() {
        leaveRealm(false);
        state = state.to(ConnectionState.CLOSED);
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Ends the session or the attempt at one, if there is any. */
    private void leaveRealm(boolean quietly) {
        if (login != null) {
            login.cancel();
            login = null;
        }
        if (session != null) {
            RouterSession leaving = session;
            Realm left = realm;
            session = null;
            realm = null;
            if (gate != null) {
                gate.close();
                gate = null;
            }
            left.leave(leaving, quietly);
            router.realms().left(left);
        }
        if (sessionId != 0) {
            router.ids().releaseSession(sessionId);
            sessionId = 0;
        }
    }

    @Override
    public String toString() {
        String where = transport == null ? "an unknown address" : transport.peer();
        return sessionId == 0 ? "A client at " + where : "Session " + sessionId + " at " + where;
    }
}
