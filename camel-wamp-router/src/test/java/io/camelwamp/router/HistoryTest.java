package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.VERSATILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Uris;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history of events (spec: advanced/pubsub_event_history.md). */
class HistoryTest {
    private static final String GET_EVENTS = "wamp.subscription.get_events";

    private final RouterHarness harness = RouterHarness.with(RealmConfig.DEFAULT.withHistory(
            HistoryRule.of(MatchPolicy.PREFIX, "com.app.", 10),
            new HistoryRule(MatchPolicy.EXACT, "org.app.small", 100, 3000)));
    private final TestClient publisher = harness.join();
    private final TestClient reader = harness.join();
    private long all;

    @BeforeEach
    void publishSome() {
        all = (Long) reader.ask("wamp.subscription.lookup", "com.app.", Map.of("match", "prefix"))
                .args()
                .get(0);
        for (int i = 1; i <= 4; i++) {
            publisher.publish(i % 2 == 0 ? "com.app.even" : "com.app.odd", i);
            harness.loop.advance(Duration.ofSeconds(1));
        }
    }

    private List<Object> read(Map<String, Object> conditions) {
        return values(reader.ask(GET_EVENTS, List.of(all), conditions));
    }

    private static List<Object> values(Payload answer) {
        return answer.args().stream()
                .map(event -> ((List<?>) ((Map<?, ?>) event).get("args")).get(0))
                .map(Object.class::cast)
                .toList();
    }

    private long publication(int value) {
        return reader.ask(GET_EVENTS, all).args().stream()
                .map(Map.class::cast)
                .filter(event -> event.get("args").equals(List.of(value)))
                .mapToLong(event -> (Long) event.get("publication"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsWhatWasPublishedBeforeAnybodySubscribed() {
        Payload answer = reader.ask(GET_EVENTS, all);

        assertThat(values(answer)).containsExactly(1, 2, 3, 4);
        assertThat(answer.kwargs()).isEqualTo(Map.of("is_limit_reached", false));
        Map<?, ?> second = (Map<?, ?>) answer.args().get(1);
        assertThat(second.get("timestamp")).isEqualTo("2024-05-17T08:30:01.000Z");
        assertThat(second.get("subscription")).isEqualTo(all);
        assertThat(second.get("details")).isEqualTo(Map.of("topic", "com.app.even"));
        assertThat(second.get("args")).isEqualTo(List.of(2));
        assertThat(second.containsKey("kwargs")).isFalse();
    }

    @Test
    void agreesWithTheEventsThatSubscribersGot() {
        long id = reader.subscribe("com.app.", "match", "prefix");
        assertThat(id).isEqualTo(all);

        publisher.say(new Publish(
                publisher.nextRequest(), PublishOptions.NONE, "com.app.x", Payload.of(null, Map.of("k", "v"))));

        Event event = reader.expect(Event.class);
        List<Object> events = reader.ask(GET_EVENTS, all).args();
        Map<?, ?> last = (Map<?, ?>) events.get(events.size() - 1);
        assertThat(last.get("publication")).isEqualTo(event.publication());
        assertThat(last.get("kwargs")).isEqualTo(Map.of("k", "v"));
        assertThat(last.containsKey("args")).isFalse();
    }

    @Test
    void doesNotKeepWhatReadersDecode() {
        CountingFormat format = new CountingFormat();
        reader.subscribe("com.app.x");
        publisher.say(new Publish(publisher.nextRequest(), PublishOptions.NONE, "com.app.x", format.payload()));
        assertThat(reader.expect(Event.class).payload().args()).containsExactly(3);

        for (int i = 0; i < 2; i++) {
            assertThat(read(Map.of("topic", "com.app.x"))).containsExactly(3);
        }

        assertThat(format.decodings).isEqualTo(3);
    }

    @Test
    void goesBackwardsAndStopsAtALimit() {
        assertThat(read(Map.of("reverse", true))).containsExactly(4, 3, 2, 1);
        assertThat(read(Map.of("limit", 2))).containsExactly(1, 2);
        assertThat(read(Map.of("reverse", true, "limit", 3))).containsExactly(4, 3, 2);
        assertThat(reader.ask(GET_EVENTS, List.of(all), Map.of("limit", 2)).kwargs())
                .isEqualTo(Map.of("is_limit_reached", true));
    }

    @Test
    void selectsByTime() {
        String second = "2024-05-17T08:30:01.000001Z";
        String third = "2024-05-17T10:30:02.000001+02:00";

        assertThat(read(Map.of("from_time", second))).containsExactly(2, 3, 4);
        assertThat(read(Map.of("after_time", second))).containsExactly(3, 4);
        assertThat(read(Map.of("before_time", third))).containsExactly(1, 2);
        assertThat(read(Map.of("until_time", third))).containsExactly(1, 2, 3);
        assertThat(read(Map.of("from_time", second, "until_time", third))).containsExactly(2, 3);
    }

    @Test
    void selectsByPublication() {
        long second = publication(2);
        long third = publication(3);

        assertThat(read(Map.of("from_publication", second))).containsExactly(2, 3, 4);
        assertThat(read(Map.of("after_publication", second))).containsExactly(3, 4);
        assertThat(read(Map.of("before_publication", third))).containsExactly(1, 2);
        assertThat(read(Map.of("until_publication", third))).containsExactly(1, 2, 3);
        assertThat(read(Map.of("after_publication", second, "before_publication", third)))
                .isEmpty();
        assertThat(read(Map.of("before_publication", third, "reverse", true, "limit", 1)))
                .containsExactly(2);
    }

    @Test
    void selectsByTopic() {
        assertThat(read(Map.of("topic", "com.app.odd"))).containsExactly(1, 3);
        assertThat(read(Map.of("topic", "com.app.none"))).isEmpty();
    }

    @Test
    void givesATopicWithinAPatternItsPartOfTheHistory() {
        long odd = reader.subscribe("com.app.odd");

        Payload answer = reader.ask(GET_EVENTS, odd);

        assertThat(values(answer)).containsExactly(1, 3);
        assertThat((Map<?, ?>) answer.args().get(0))
                .extracting(event -> event.get("subscription"), event -> event.get("details"))
                .containsExactly(odd, Map.of());
    }

    @Test
    void saysWhereThereIsNoHistory() {
        reader.askInVain(Uris.HISTORY_UNAVAILABLE, GET_EVENTS, reader.subscribe("org.app.other"));
        reader.askInVain(Uris.HISTORY_UNAVAILABLE, GET_EVENTS, reader.subscribe("com", "match", "prefix"));
    }

    @Test
    void saysWhatIsWrongWithACondition() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("limit", 0),
                Map.of("limit", "many"),
                Map.of("reverse", 1),
                Map.of("from_time", "yesterday"),
                Map.of("until_time", 5),
                Map.of("topic", 5),
                Map.of("after_publication", 4711))) {
            reader.askInVain(Uris.INVALID_ARGUMENT, GET_EVENTS, List.of(all), wrong);
        }
    }

    // --- who may read what

    @Test
    void doesNotTellWhatWasNotMeantForTheReader() {
        publisher.publish("com.app.x", "for roots", "eligible_authrole", List.of("root"));
        publisher.publish("com.app.x", "not for anonymous ones", "exclude_authrole", List.of("anonymous"));
        publisher.publish("com.app.x", "for guests", "exclude_authrole", List.of("root"));
        TestClient able = harness.join(VERSATILE);
        able.publish("com.app.x", "opaque", "ppt_scheme", "x_app");

        assertThat(read(Map.of("topic", "com.app.x"))).containsExactly("for guests");
        assertThat(values(able.ask(GET_EVENTS, all))).contains("opaque");
    }

    @Test
    void doesNotKeepWhatWasMeantForCertainSessions() {
        publisher.publish("com.app.x", 1, "eligible", List.of(reader.sessionId()));
        publisher.publish("com.app.x", 2, "exclude", List.of(4711));

        assertThat(read(Map.of("topic", "com.app.x"))).isEmpty();
    }

    // --- bounds

    @Test
    void keepsTheLatestEventsOnly() {
        for (int i = 5; i <= 12; i++) {
            publisher.publish("com.app.more", i);
        }

        assertThat(read(Map.of())).containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(harness.statistics().historyEvents()).isEqualTo(10);
        assertThat(harness.statistics().evictedEvents()).isEqualTo(2);
    }

    @Test
    void boundsTheOctets() {
        long id = reader.subscribe("org.app.small");
        publisher.publish("org.app.small", "a".repeat(500));
        publisher.publish("org.app.small", "b".repeat(500));
        publisher.publish("org.app.small", "c".repeat(500));
        publisher.publish("org.app.small", "d".repeat(5000));
        reader.drain();

        assertThat(values(reader.ask(GET_EVENTS, id))).containsExactly("b".repeat(500), "c".repeat(500));
        assertThat(harness.statistics().evictedEvents()).isEqualTo(2);
    }

    @Test
    void stopsBeforeAnAnswerBecomesHuge() {
        for (int i = 0; i < 10; i++) {
            publisher.publish("com.app.large", "x".repeat(100_000));
        }

        Payload answer = reader.ask(GET_EVENTS, all);

        assertThat(answer.args()).hasSizeBetween(4, 6);
        assertThat(answer.kwargs()).isEqualTo(Map.of("is_limit_reached", true));
    }

    @Test
    void outlivesItsSubscribers() {
        TestClient other = harness.join();
        other.subscribe("com.app.", "match", "prefix");
        other.drop();

        assertThat(read(Map.of())).hasSize(4);
        assertThat(harness.statistics().subscriptions()).isEqualTo(2);
    }

    @Test
    void rejectsRulesThatMakeNoSense() {
        assertThatThrownBy(() -> HistoryRule.of(MatchPolicy.EXACT, "com..app", 1))
                .hasMessageContaining("com..app");
        assertThatThrownBy(() -> HistoryRule.of(MatchPolicy.PREFIX, "wamp.", 1)).hasMessageContaining("wamp.");
        assertThatThrownBy(() -> HistoryRule.of(MatchPolicy.PREFIX, "com.", 0)).hasMessageContaining("events");
        HistoryRule rule = HistoryRule.of(MatchPolicy.PREFIX, "com.", 1);
        assertThatThrownBy(() -> RealmConfig.DEFAULT.withHistory(rule, rule)).hasMessageContaining("two history rules");
    }
}
