package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.bridge.interop.AutobahnPeer.Event;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.session.ReceivedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** autobahn-js publishes and subscribes at our router, over each serializer. */
@NeedsPeers(Peer.AUTOBAHN)
class AutobahnPubSubTest {
    @RegisterExtension
    static final Interop INTEROP = new Interop();

    private static final Map<String, Object> NO_OPTIONS = Map.of();
    private static final Content HELLO = Content.of("Hello, world").with("color", "orange");
    private static final Content LAST = Content.of("the last one");

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void deliversArgumentsAndKeywordArguments(String serializer) {
        AutobahnPeer subscriber = INTEROP.autobahn(serializer);
        AutobahnPeer publisher = INTEROP.autobahn(serializer);
        assertThat(subscriber.protocol()).isEqualTo("wamp.2." + serializer);
        long subscription = subscriber.subscribe("com.example.plain", NO_OPTIONS);

        long publication = publisher.publish("com.example.plain", HELLO, NO_OPTIONS);

        assertThat(subscriber.nextEvent()).isEqualTo(new Event(subscription, "com.example.plain", publication, HELLO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void keepsTheOrderOfUnacknowledgedPublications(String serializer) {
        AutobahnPeer subscriber = INTEROP.autobahn(serializer);
        AutobahnPeer publisher = INTEROP.autobahn(serializer);
        subscriber.subscribe("com.example.order", NO_OPTIONS);
        List<Content> sent = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            sent.add(Content.of(i));
            publisher.publishUnacknowledged("com.example.order", Content.of(i));
        }

        assertThat(sent)
                .allSatisfy(c -> assertThat(subscriber.nextEvent().content()).isEqualTo(c));
    }

    @ParameterizedTest
    @CsvSource({"com.example., prefix, com.example.deep.topic", "com..created, wildcard, com.user.created"})
    void tellsTheTopicOfAnEventThatAPatternMatched(String pattern, String match, String topic) {
        AutobahnPeer subscriber = INTEROP.autobahn("json");
        AutobahnPeer publisher = INTEROP.autobahn("msgpack");
        subscriber.subscribe(pattern, Map.of("match", match));

        publisher.publish("com.other", HELLO, NO_OPTIONS);
        publisher.publish(topic, LAST, NO_OPTIONS);

        Event event = subscriber.nextEvent();
        assertThat(event.topic()).isEqualTo(topic);
        assertThat(event.content()).isEqualTo(LAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void returnsEventsToTheirPublisherOnlyIfAskedTo(String serializer) {
        AutobahnPeer both = INTEROP.autobahn(serializer);
        both.subscribe("com.example.me", NO_OPTIONS);

        both.publish("com.example.me", HELLO, NO_OPTIONS);
        both.publish("com.example.me", LAST, Map.of("exclude_me", false));

        assertThat(both.nextEvent().content()).isEqualTo(LAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void deliversToThoseWhomThePublisherWants(String serializer) {
        AutobahnPeer publisher = INTEROP.autobahn(serializer);
        AutobahnPeer wanted = INTEROP.autobahn("json");
        AutobahnPeer unwanted = INTEROP.autobahn("json");
        wanted.subscribe("com.example.lists", NO_OPTIONS);
        unwanted.subscribe("com.example.lists", NO_OPTIONS);
        List<Long> bothIds = List.of(wanted.id(), unwanted.id());

        for (Map<String, Object> options : List.<Map<String, Object>>of(
                Map.of("exclude", List.of(unwanted.id())),
                Map.of("eligible", List.of(wanted.id())),
                Map.of("eligible", bothIds, "exclude", List.of(unwanted.id())))) {
            publisher.publish("com.example.lists", HELLO, options);
            assertThat(wanted.nextEvent().content()).as("%s", options).isEqualTo(HELLO);
        }
        publisher.publish("com.example.lists", HELLO, Map.of("eligible_authrole", List.of("none")));
        publisher.publish("com.example.lists", HELLO, Map.of("exclude_authrole", List.of("anonymous")));
        publisher.publish("com.example.lists", LAST, NO_OPTIONS);

        assertThat(wanted.nextEvent().content()).isEqualTo(LAST);
        assertThat(unwanted.nextEvent().content()).isEqualTo(LAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void deliversNothingAfterUnsubscribing(String serializer) {
        AutobahnPeer subscriber = INTEROP.autobahn(serializer);
        AutobahnPeer publisher = INTEROP.autobahn(serializer);
        long given = subscriber.subscribe("com.example.gone", NO_OPTIONS);
        subscriber.subscribe("com.example.kept", NO_OPTIONS);

        subscriber.unsubscribe(given);
        publisher.publish("com.example.gone", HELLO, NO_OPTIONS);
        publisher.publish("com.example.kept", LAST, NO_OPTIONS);

        assertThat(subscriber.nextEvent().content()).isEqualTo(LAST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void refusesATopicThatIsNoUri(String serializer) {
        AutobahnPeer publisher = INTEROP.autobahn(serializer);

        PeerError refusal =
                catchThrowableOfType(PeerError.class, () -> publisher.publish("com.with space", HELLO, NO_OPTIONS));

        assertThat(refusal.uri()).isEqualTo("wamp.error.invalid_uri");
    }

    @ParameterizedTest
    @CsvSource({
        "json, json", "json, msgpack", "json, cbor",
        "msgpack, json", "msgpack, msgpack", "msgpack, cbor",
        "cbor, json", "cbor, msgpack", "cbor, cbor"
    })
    void translatesEveryKindOfValueBetweenSerializers(String from, String to) {
        AutobahnPeer publisher = INTEROP.autobahn(from);
        AutobahnPeer subscriber = INTEROP.autobahn(to);
        subscriber.subscribe("com.example.values", NO_OPTIONS);
        Content values = Content.of(
                        null,
                        true,
                        false,
                        0,
                        -1,
                        127,
                        128,
                        65_536,
                        -2_147_483_649L,
                        9_007_199_254_740_991L,
                        0.5,
                        -1.25e-7,
                        "",
                        "Zürich 東京 🐪",
                        Arrays.asList(1, List.of(), null),
                        Map.of("a", Map.of()))
                .with("ключ", List.of("x"))
                .with("", 1);

        publisher.publish("com.example.values", values, NO_OPTIONS);

        assertThat(subscriber.nextEvent().content()).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource({"msgpack, cbor", "cbor, msgpack", "cbor, cbor", "msgpack, msgpack"})
    void carriesOctets(String from, String to) {
        AutobahnPeer publisher = INTEROP.autobahn(from);
        AutobahnPeer subscriber = INTEROP.autobahn(to);
        subscriber.subscribe("com.example.octets", NO_OPTIONS);
        Content octets = Content.of(new byte[] {0, 1, -1, 127}).with("empty", new byte[0]);

        publisher.publish("com.example.octets", octets, NO_OPTIONS);

        assertThat(subscriber.nextEvent().content()).isEqualTo(octets);
    }

    @ParameterizedTest
    @CsvSource({"json, cbor", "msgpack, json", "cbor, msgpack"})
    void reachesOurSubscriber(String theirs, String ours) throws InterruptedException {
        OwnClient subscriber = INTEROP.own(ours);
        AutobahnPeer publisher = INTEROP.autobahn(theirs);
        subscriber.subscribe("com.example.", MatchPolicy.PREFIX);

        long publication = publisher.publish("com.example.ours", HELLO, NO_OPTIONS);

        ReceivedEvent event = subscriber.nextEvent();
        assertThat(event.topic()).isEqualTo("com.example.ours");
        assertThat(event.publication()).isEqualTo(publication);
        assertThat(Content.of(event.payload())).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @CsvSource({"json, cbor", "msgpack, json", "cbor, msgpack"})
    void hearsOurPublisher(String theirs, String ours) {
        OwnClient publisher = INTEROP.own(ours);
        AutobahnPeer subscriber = INTEROP.autobahn(theirs);
        subscriber.subscribe("com.example.theirs", NO_OPTIONS);

        long publication = publisher.publish("com.example.theirs", HELLO);

        Event event = subscriber.nextEvent();
        assertThat(event.publication()).isEqualTo(publication);
        assertThat(event.content()).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void saysGoodbye(String serializer) {
        AutobahnPeer peer = INTEROP.autobahnThatLeaves(serializer);

        assertThat(peer.leave()).isEqualTo("wamp.close.goodbye_and_out");
    }
}
