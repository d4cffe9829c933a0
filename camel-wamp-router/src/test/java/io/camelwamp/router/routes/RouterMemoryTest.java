package io.camelwamp.router.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.component.WampConstants;
import io.camelwamp.component.WampTestament;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.SubscribeOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.router.HistoryRule;
import io.camelwamp.router.MetaAccess;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.RouterBuilder;
import io.camelwamp.session.CallTarget;
import io.camelwamp.session.EventHandler;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.session.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** What the router keeps for routes: past events, retained ones, testaments. */
class RouterMemoryTest extends RoutesOnRouter {
    private final Queue<ReceivedEvent> events = new ConcurrentLinkedQueue<>();

    @Override
    RouterBuilder configure(RouterBuilder builder) {
        return builder.realm(
                "realm1",
                RealmConfig.DEFAULT
                        .withHistory(
                                HistoryRule.of(MatchPolicy.EXACT, "com.app.news", 10),
                                HistoryRule.of(MatchPolicy.PREFIX, "com.app.", 10))
                        .withMetaAccess(MetaAccess.ALL));
    }

    private static List<Object> arguments(Exchange exchange) {
        List<?> found = exchange.getMessage().getBody(List.class);
        return found.stream()
                .<Object>map(event -> ((Map<?, ?>) event).get("args"))
                .toList();
    }

    @Test
    void theHistoryOfATopicIsFoundByItsName() {
        for (int i = 1; i <= 3; i++) {
            send("wamp:topic:com.app.news", i);
        }

        Exchange all = send("wamp:history:com.app.news", null);
        Exchange last = send(
                "wamp:history:com.app.news?historyLimit=1",
                null,
                Map.of(WampConstants.KWARGS, Map.of("reverse", true)));

        assertThat(arguments(all)).containsExactly(List.of(1), List.of(2), List.of(3));
        assertThat(arguments(last)).containsExactly(List.of(3));
    }

    @Test
    void theHistoryOfAPatternIsAnother() {
        send("wamp:topic:com.app.other", "x");

        Exchange found = send("wamp:history:com.app.?match=prefix", null);

        assertThat(arguments(found)).containsExactly(List.of("x"));
    }

    @Test
    void aTopicWithinAPatternHasItsPartOfItsHistoryAlthoughNobodySubscribes() {
        send("wamp:topic:com.app.one", 1);
        send("wamp:topic:com.app.other", 2);
        send("wamp:topic:com.app.one", 3);

        Exchange all = send("wamp:history:com.app.one", null);
        Exchange first = send("wamp:history:com.app.one?historyLimit=1", null);

        assertThat(arguments(all)).containsExactly(List.of(1), List.of(3));
        assertThat(arguments(first)).containsExactly(List.of(1));
    }

    @Test
    void aPatternWithoutHistoryIsPassedOver() throws Exception {
        routes(r -> r.from("wamp:topic:com..one?match=wildcard").to("mock:in"));
        awaitSubscriptions(3);
        send("wamp:topic:com.app.one", 1);

        assertThat(arguments(send("wamp:history:com.app.one", null))).containsExactly(List.of(1));
        assertThat(failure(send("wamp:history:com.elsewhere.one", null)).uri()).isEqualTo(Uris.HISTORY_UNAVAILABLE);
    }

    @Test
    void theTopicCanComeFromTheMessage() throws Exception {
        routes(r -> r.from("direct:in").toD("wamp:history:${header.topic}"));
        send("wamp:topic:com.app.news", 1);

        Exchange found = template.request("direct:in", e -> e.getMessage().setHeader("topic", "com.app.news"));

        assertThat(arguments(found)).containsExactly(List.of(1));
    }

    @Test
    void aTopicWithoutHistoryIsAnError() {
        assertThat(failure(send("wamp:history:com.elsewhere", null)).uri()).isEqualTo(Uris.NO_SUCH_SUBSCRIPTION);
    }

    @Test
    void retainedEventsComeFirstAndAreMarked() throws Exception {
        MockEndpoint in = mock("in");
        in.expectedBodiesReceived("old", "new");
        send("wamp:topic:com.app.state?retain=true&excludeMe=false", "old");
        routes(r -> r.from("wamp:topic:com.app.state?getRetained=true").to("mock:in"));
        await().until(() -> in.getReceivedCounter() == 1);
        send("wamp:topic:com.app.state?excludeMe=false", "new");

        in.assertIsSatisfied();

        assertThat(in.getExchanges().get(0).getMessage().getHeader(WampConstants.RETAINED))
                .isEqualTo(true);
        assertThat(in.getExchanges().get(1).getMessage().getHeader(WampConstants.RETAINED))
                .isNull();
    }

    private void listensFor(String topic) throws Exception {
        EventHandler handler = (event, done) -> {
            events.add(event);
            done.run();
        };
        Subscription subscription =
                other().subscribe(topic, SubscribeOptions.NONE, handler, LaneConfig.sequential(Runnable::run));
        subscription.active().get(10, TimeUnit.SECONDS);
    }

    private void bindsTestament() {
        WampTestament testament = new WampTestament();
        testament.setTopic("com.app.gone");
        testament.setBody("gone");
        testament.setKwargs(Map.of("who", "plant"));
        context.getRegistry().bind("will", testament);
    }

    private long sessionOfTheContext() throws Exception {
        List<Object> ids = call("wamp.session.list").args();
        long own = other().status().get(10, TimeUnit.SECONDS).sessionId();
        List<?> all = ids.size() == 1 && ids.get(0) instanceof List<?> list ? list : ids;
        return all.stream()
                .map(id -> ((Number) id).longValue())
                .filter(id -> id != own)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTestamentIsPublishedWhenASessionIsLostAndSetAgainInTheNext() throws Exception {
        bindsTestament();
        listensFor("com.app.gone");
        routes(r -> r.from("wamp:topic:com.app.a?testament=#will").to("mock:in"));
        awaitSubscriptions(4);

        for (int loss = 1; loss <= 2; loss++) {
            int expected = loss;
            other().call(CallTarget.of("wamp.session.kill"), Payload.ofArgs(sessionOfTheContext()))
                    .result()
                    .get(10, TimeUnit.SECONDS);
            await().until(() -> events.size() == expected);
            awaitSubscriptions(4);
        }

        assertThat(events).allSatisfy(event -> assertThat(event.payload())
                .isEqualTo(Payload.of(List.of("gone"), Map.of("who", "plant"))));
    }

    @Test
    void aSessionThatIsLeftInOrderHasNoTestament() throws Exception {
        bindsTestament();
        listensFor("com.app.gone");
        listensFor("wamp.session.on_leave");
        routes(r -> r.from("wamp:topic:com.app.a?testament=#will").routeId("a").to("mock:in"));
        awaitSubscriptions(5);

        context.getRouteController().stopRoute("a");

        await().until(() -> events.stream().anyMatch(event -> event.topic().equals("wamp.session.on_leave")));
        assertThat(events).noneMatch(event -> event.topic().equals("com.app.gone"));
    }
}
