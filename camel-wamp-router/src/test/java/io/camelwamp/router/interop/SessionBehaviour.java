package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.camelwamp.protocol.WampException;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.SessionStatus;
import io.camelwamp.session.WampCall;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.Inbox;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerProcess;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Our client comes, goes and comes back. */
interface SessionBehaviour extends RouterFixture {
    /** How the session stands now. */
    static SessionStatus status(OwnClient client) {
        return PeerProcess.await(client.session().status(), "status");
    }

    @Test
    default void joinsWithAnIdOfItsOwn() {
        OwnClient one = join();
        OwnClient two = join();
        one.publish(name(".topic"), Content.EMPTY);
        two.publish(name(".topic"), Content.EMPTY);

        assertThat(status(one).phase()).isEqualTo(SessionStatus.Phase.READY);
        assertThat(status(one).sessionId())
                .isPositive()
                .isNotEqualTo(status(two).sessionId());
    }

    @Test
    default void saysGoodbyeAndStaysAway() {
        OwnClient client = join();
        client.publish(name(".topic"), Content.EMPTY);
        CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
        client.session().addListener(new SessionListener() {
            @Override
            public void ended(SessionEnd end) {
                ended.complete(end);
            }
        });

        PeerProcess.await(client.session().leave(), "leave");

        assertThat(PeerProcess.await(ended, "end").kind()).isEqualTo(SessionEnd.Kind.LEFT);
        assertThat(status(client).phase()).isEqualTo(SessionStatus.Phase.CLOSED);
        assertThat(catchThrowableOfType(WampException.class, () -> client.publish(name(".topic"), Content.EMPTY)))
                .isInstanceOf(WampException.NotConnected.class);
    }

    /** What a call fails with that was under way when the router stopped. */
    default void checkUnanswered(WampException failure) {
        assertThat(failure).isInstanceOf(WampException.SessionLost.class);
    }

    @Test
    default void comesBackWithEverythingAfterTheRouterWasRestarted() throws Exception {
        OwnClient subscriber = join();
        Inbox inbox = subscriber.subscribe(name(".topic"));
        OwnClient callee = join();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        callee.register(name(".waits"), invocation -> asked.complete(null));
        callee.register(name(".echo"), invocation -> invocation.complete(invocation.payload()));
        OwnClient caller = join();
        caller.publish(name(".topic"), Content.EMPTY);
        assertThat(inbox.nextContent()).isEqualTo(Content.EMPTY);
        // By the same session, because routers answer for callees that leave before their callers.
        WampCall pending = callee.call(name(".waits"), Content.EMPTY);
        PeerProcess.await(asked, "invocation");

        clients().router().stop();
        try {
            checkUnanswered(catchThrowableOfType(WampException.class, () -> OwnClient.await(pending)));
        } finally {
            clients().router().start();
        }

        for (OwnClient client : new OwnClient[] {subscriber, callee, caller}) {
            await().atMost(PeerProcess.LIMIT).until(client.session()::isReady);
            assertThat(status(client).reconnects()).isPositive();
        }
        caller.publish(name(".topic"), BOTH_KINDS);
        assertThat(inbox.nextContent()).isEqualTo(BOTH_KINDS);
        assertThat(OwnClient.await(caller.call(name(".echo"), BOTH_KINDS))).isEqualTo(BOTH_KINDS);
    }
}
