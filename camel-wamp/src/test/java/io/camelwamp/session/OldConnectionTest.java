package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.ScriptedRouter;
import io.camelwamp.testing.VirtualTimeLoop;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.TransportProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes late from a connection that is over must not reach the session that follows it. */
class OldConnectionTest {
    private final VirtualTimeLoop loop = new VirtualTimeLoop();
    private final ScriptedRouter router = new ScriptedRouter(loop);
    private final List<TransportListener> connections = new ArrayList<>();
    private final Story.Events events = new Story.Events();
    private WampSession session;

    /** Remembers who listens to each connection. */
    private final TransportProvider provider = new TransportProvider() {
        @Override
        public Set<String> schemes() {
            return router.schemes();
        }

        @Override
        public EventLoop eventLoop(TransportConfig target, EventLoops loops) {
            return router.eventLoop(target, loops);
        }

        @Override
        public EventLoop.Cancellable connect(TransportConfig config, EventLoop on, TransportListener listener) {
            connections.add(listener);
            return router.connect(config, on, listener);
        }
    };

    @BeforeEach
    void loseASessionAndOpenTheNext() {
        SessionConfig config = new SessionConfig(
                "realm1",
                List.of(ScriptedRouter.target("a")),
                List.of(provider),
                List.of(new AnonymousAuthenticator()),
                ReconnectPolicy.DEFAULT,
                Story.JOIN_TIMEOUT,
                Story.REQUEST_TIMEOUT,
                Story.LEAVE_TIMEOUT,
                Story.PATIENCE,
                true);
        session = WampSession.open(config, loop.asLoops());
        session.subscribe("a.t", SubscribeOptions.NONE, events, Story.AT_ONCE);
        loop.run();
        router.opensSession().expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        router.drops();
        loop.advance(Duration.ofSeconds(1));
        router.opensSession().expects("[32, 1, {}, 'a.t']").sends("[33, 1, 77]");
        assertThat(connections).hasSize(2);
    }

    private void late(Consumer<TransportListener> news) {
        loop.execute(() -> news.accept(connections.get(0)));
        loop.run();
    }

    @Test
    void deliversNoEventOfIt() {
        late(old -> old.message(new Event(77, 1, EventDetails.NONE, Payload.ofArgs("late"))));
        router.sends("[36, 77, 2, {}, ['new']]");

        assertThat(events.values()).containsExactly("new");
    }

    @Test
    void takesNoAnswerOfItForOneToARequestOfTheNewSession() {
        CompletableFuture<CallResult> result =
                session.call(CallTarget.of("a.p"), Payload.EMPTY).result();
        router.expects("[48, 2, {}, 'a.p']");

        late(old -> old.message(new Result(2, ResultDetails.NONE, Payload.ofArgs("late"))));

        assertThat(result).isNotDone();
        router.sends("[50, 2, {}, ['new']]");
        assertThat(result.join().payload().args()).containsExactly("new");
    }

    @Test
    void doesNotEndWithIt() {
        late(old -> old.closed(new CloseReason(CloseReason.Kind.PEER, "late")));
        late(old -> old.violated(new WampException.ProtocolViolation("late")));
        late(old -> old.message(new Goodbye(CloseDetails.NONE, "wamp.close.system_shutdown")));
        late(old -> old.writabilityChanged(true));

        assertThat(session.isReady()).isTrue();
        router.expectsNothing();
        loop.advance(Duration.ofMinutes(1));
        assertThat(connections).hasSize(2);
    }
}
