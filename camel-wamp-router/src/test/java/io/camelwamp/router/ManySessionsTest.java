package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.ABLE;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Uris;
import io.camelwamp.testing.VirtualTimeLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ManySessionsTest {
    private static final int SESSIONS = 10_000;

    @Test
    void leaveNothingBehind() {
        VirtualTimeLoop loop = VirtualTimeLoop.onThisThread();
        RouterConfig config = new RouterConfig(
                java.util.Map.of(REALM, RealmConfig.DEFAULT),
                null,
                0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                true,
                SessionLimits.DEFAULT,
                java.time.InstantSource.system());
        RouterCore core = new RouterCore(loop, config);
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            TestClient client = new TestClient(loop, core.accept());
            client.join(REALM, ABLE);
            client.subscribe("com.app.everybody");
            client.subscribe("com.app.topic" + i % 100);
            client.subscribe("com.app." + i, "match", "prefix");
            client.subscribe("com.." + i, "match", "wildcard");
            client.register("com.app.proc" + i);
            client.register("com.app.shared", "invoke", "roundrobin");
            client.register("com.app." + i + "..x", "match", "wildcard");
            clients.add(client);
        }
        clients.forEach(client -> client.call("com.app.shared", 1, "timeout", 60_000));
        clients.get(0).publish("com.app.everybody", 1);
        RouterStatistics busy = core.statistics();
        assertThat(busy.sessions()).isEqualTo(SESSIONS);
        assertThat(busy.subscriptions()).isEqualTo(1 + 100 + 2 * SESSIONS);
        assertThat(busy.registrations()).isEqualTo(1 + 2 * SESSIONS);
        assertThat(busy.callsInFlight()).isEqualTo(SESSIONS);
        assertThat(busy.events()).isEqualTo(SESSIONS - 1);

        Collections.shuffle(clients, new Random(7));
        for (int i = 0; i < SESSIONS; i++) {
            leave(clients.get(i), i % 3);
        }
        // Those that said GOODBYE could say HELLO again, for a while.
        loop.advance(Duration.ofSeconds(10));

        RouterStatistics after = core.statistics();
        assertThat(after.connections()).isZero();
        assertThat(after.sessions()).isZero();
        assertThat(after.subscriptions()).isZero();
        assertThat(after.registrations()).isZero();
        assertThat(after.callsInFlight()).isZero();
        assertThat(core.ids().sessionsTaken()).isZero();
        assertThat(core.realms().all()).allMatch(Realm::isEmpty);
        assertThat(loop.timers()).isZero();
        assertThat(clients).allMatch(TestClient::isClosed);
    }

    private static void leave(TestClient client, int how) {
        switch (how) {
            case 0 -> client.drop();
            case 1 -> client.say(new Goodbye(CloseDetails.NONE, Uris.CLOSE_REALM));
            default -> client.say(Samples.only("WELCOME").get(0));
        }
        if (how != 1) {
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(client.drain())
                .allMatch(m -> m.type() != MessageType.ERROR || m.toString().contains(Uris.CANCELED));
    }
}
