package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.router.HistoryRule;
import io.camelwamp.router.MetaAccess;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.testing.interop.PeerSession.Invocation;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that somebody else wrote asks our router about itself, and for what it keeps, with every
 * serializer.
 */
@Timeout(60)
@ParameterizedClass
@ValueSource(strings = {"json", "msgpack", "cbor"})
abstract class ForeignMetaContract {
    /** A realm where sessions may take from each other, and where events are remembered. */
    static final RealmConfig REALM = RealmConfig.DEFAULT
            .withMetaAccess(MetaAccess.ALL)
            .withHistory(HistoryRule.of(MatchPolicy.PREFIX, "com.history.", 100));

    private static final Map<String, Object> NO_OPTIONS = Map.of();
    private static final Content HELLO = Content.of("Hello, world").with("color", "orange");

    @Parameter
    String serializer;

    /** The client that is tested. */
    abstract ForeignClients clients();

    private PeerSession join() {
        return clients().join(Entrance.WEBSOCKET_ON_NETTY, serializer);
    }

    private static Content ask(PeerSession session, String procedure, Object... args) {
        return session.call(procedure, Content.of(args), NO_OPTIONS).await();
    }

    @Test
    void learnsAboutSessionsAndRegistrations() {
        PeerSession one = join();
        PeerSession two = join();
        long registration = two.register("com.example.known", NO_OPTIONS);

        assertThat(ask(one, "wamp.session.list").args().get(0))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(one.id(), two.id());
        Map<?, ?> details =
                (Map<?, ?>) ask(one, "wamp.session.get", two.id()).args().get(0);
        assertThat(details.get("session")).isEqualTo(two.id());
        assertThat(details.get("authrole")).isEqualTo("anonymous");
        assertThat(ask(one, "wamp.registration.match", "com.example.known")).isEqualTo(Content.of(registration));
        assertThat(ask(one, "wamp.registration.count_callees", registration)).isEqualTo(Content.of(1));
    }

    @Test
    void hearsOfRegistrations() {
        PeerSession watcher = join();
        PeerSession callee = join();
        watcher.subscribe("wamp.registration.on_register", NO_OPTIONS);

        long registration = callee.register("com.example.heard", NO_OPTIONS);

        assertThat(watcher.nextEvent().content()).isEqualTo(Content.of(callee.id(), registration));
    }

    @Test
    void getsTheRetainedEvent() {
        PeerSession publisher = join();
        PeerSession subscriber = join();
        String topic = "com.example.retained." + serializer;
        long publication = publisher.publish(topic, HELLO, Map.of("retain", true));

        long subscription = subscriber.subscribe(topic, Map.of("get_retained", true));

        assertThat(subscriber.nextEvent()).isEqualTo(new PeerSession.Event(subscription, topic, publication, HELLO));
    }

    @Test
    void readsAHistory() {
        PeerSession publisher = join();
        PeerSession reader = join();
        String topic = "com.history." + serializer;
        long first = publisher.publish(topic, HELLO, NO_OPTIONS);
        long second = publisher.publish(topic, Content.of(2), NO_OPTIONS);
        long subscription = reader.subscribe(topic, NO_OPTIONS);

        Content history = ask(reader, "wamp.subscription.get_events", subscription);

        assertThat(history.kwargs()).isEqualTo(Map.of("is_limit_reached", false));
        assertThat(history.args())
                .extracting(event -> ((Map<?, ?>) event).get("publication"))
                .isEqualTo(List.of(first, second));
        Map<?, ?> event = (Map<?, ?>) history.args().get(0);
        assertThat(event.get("args")).isEqualTo(HELLO.args());
        assertThat(event.get("kwargs")).isEqualTo(HELLO.kwargs());
    }

    @Test
    void leavesATestament() {
        PeerSession heir = join();
        PeerSession leaving = clients().joinUnattended(Entrance.WEBSOCKET_ON_NETTY, serializer);
        heir.subscribe("com.example.gone", NO_OPTIONS);
        ask(leaving, "wamp.session.add_testament", "com.example.gone", HELLO.args(), HELLO.kwargs());

        leaving.leave();

        assertThat(heir.nextEvent().content()).isEqualTo(HELLO);
    }

    @Test
    void takesAProcedureOverByForceAndTheOtherOneGoesOn() {
        PeerSession predecessor = join();
        PeerSession successor = join();
        predecessor.register("com.example.taken", NO_OPTIONS);
        predecessor.register("com.example.kept", NO_OPTIONS);

        successor.register("com.example.taken", Map.of("force_reregister", true));

        PeerSession.Call call = predecessor.call("com.example.taken", HELLO, NO_OPTIONS);
        Invocation invocation = successor.nextInvocation();
        successor.answer(invocation, Content.of("taken"));
        assertThat(call.await()).isEqualTo(Content.of("taken"));
        PeerSession.Call kept = successor.call("com.example.kept", HELLO, NO_OPTIONS);
        predecessor.answer(predecessor.nextInvocation(), Content.of("kept"));
        assertThat(kept.await()).isEqualTo(Content.of("kept"));
    }
}
