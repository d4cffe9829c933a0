package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.Inbox;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerError;
import io.camelwamp.testing.interop.PeerSession;
import io.camelwamp.testing.interop.PeerSession.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that somebody else wrote publishes and subscribes at our router, over every entrance and
 * with every serializer.
 */
@Timeout(60)
@ParameterizedClass
@MethodSource("ways")
abstract class ForeignPubSubContract {
    @Parameter(0)
    Entrance entrance;

    @Parameter(1)
    String serializer;

    /** The client that is tested. */
    abstract ForeignClients clients();

    PeerSession join(String otherSerializer) {
        return clients().join(entrance, otherSerializer);
    }

    OwnClient own(String ownSerializer) {
        return clients().own(entrance, ownSerializer);
    }

    static final Map<String, Object> NO_OPTIONS = Map.of();
    private static final Content HELLO = Content.of("Hello, world").with("color", "orange");
    static final Content OCTETS = Content.of(new byte[] {0, 1, -1, 127}).with("empty", new byte[0]);
    private static final Content LAST = Content.of("the last one");

    @Test
    void deliversArgumentsAndKeywordArguments() {
        PeerSession subscriber = join(serializer);
        PeerSession publisher = join(serializer);
        assertThat(subscriber.protocol()).isEqualTo("wamp.2." + serializer);
        long subscription = subscriber.subscribe("com.example.plain", NO_OPTIONS);

        long publication = publisher.publish("com.example.plain", HELLO, NO_OPTIONS);

        assertThat(subscriber.nextEvent()).isEqualTo(new Event(subscription, "com.example.plain", publication, HELLO));
    }

    @Test
    void keepsTheOrderOfUnacknowledgedPublications() {
        PeerSession subscriber = join(serializer);
        PeerSession publisher = join(serializer);
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
        PeerSession subscriber = join("json");
        PeerSession publisher = join("msgpack");
        subscriber.subscribe(pattern, Map.of("match", match));

        publisher.publish("com.other", HELLO, NO_OPTIONS);
        publisher.publish(topic, LAST, NO_OPTIONS);

        Event event = subscriber.nextEvent();
        assertThat(event.topic()).isEqualTo(topic);
        assertThat(event.content()).isEqualTo(LAST);
    }

    @Test
    void returnsEventsToTheirPublisherOnlyIfAskedTo() {
        PeerSession both = join(serializer);
        both.subscribe("com.example.me", NO_OPTIONS);

        both.publish("com.example.me", HELLO, NO_OPTIONS);
        both.publish("com.example.me", LAST, Map.of("exclude_me", false));

        assertThat(both.nextEvent().content()).isEqualTo(LAST);
    }

    @Test
    void deliversToThoseWhomThePublisherWants() {
        PeerSession publisher = join(serializer);
        PeerSession wanted = join("json");
        PeerSession unwanted = join("json");
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

    @Test
    void deliversNothingAfterUnsubscribing() {
        PeerSession subscriber = join(serializer);
        PeerSession publisher = join(serializer);
        long given = subscriber.subscribe("com.example.gone", NO_OPTIONS);
        subscriber.subscribe("com.example.kept", NO_OPTIONS);

        subscriber.unsubscribe(given);
        publisher.publish("com.example.gone", HELLO, NO_OPTIONS);
        publisher.publish("com.example.kept", LAST, NO_OPTIONS);

        assertThat(subscriber.nextEvent().content()).isEqualTo(LAST);
    }

    @Test
    void refusesATopicThatIsNoUri() {
        PeerSession publisher = join(serializer);

        PeerError refusal =
                catchThrowableOfType(PeerError.class, () -> publisher.publish("com.with space", HELLO, NO_OPTIONS));

        checkInvalidUri(refusal);
    }

    /** What the foreign client makes of a topic with a space in it. */
    void checkInvalidUri(PeerError refusal) {
        assertThat(refusal.uri()).isEqualTo("wamp.error.invalid_uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void translatesEveryKindOfValueBetweenSerializers(String to) {
        PeerSession publisher = join(serializer);
        PeerSession subscriber = join(to);
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
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void carriesOctets(String ours) {
        PeerSession publisher = join(serializer);
        Inbox inbox = own(ours).subscribe("com.example.octets");

        publisher.publish("com.example.octets", OCTETS, NO_OPTIONS);

        assertThat(inbox.nextContent()).isEqualTo(octetsAsSent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void getsOctets(String ours) {
        PeerSession subscriber = join(serializer);
        subscriber.subscribe("com.example.octets", NO_OPTIONS);

        own(ours).publish("com.example.octets", OCTETS);

        assertThat(subscriber.nextEvent().content()).isEqualTo(octetsAsHeard());
    }

    /** What our subscriber gets of {@link #OCTETS} that the foreign client publishes. */
    Content octetsAsSent() {
        return OCTETS;
    }

    /** What the foreign client makes of {@link #OCTETS} that we publish. */
    Content octetsAsHeard() {
        return OCTETS;
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void reachesOurSubscriber(String ours) {
        Inbox inbox = own(ours).subscribe("com.example.", MatchPolicy.PREFIX);
        PeerSession publisher = join(serializer);

        long publication = publisher.publish("com.example.ours", HELLO, NO_OPTIONS);

        ReceivedEvent event = inbox.next();
        assertThat(event.topic()).isEqualTo("com.example.ours");
        assertThat(event.publication()).isEqualTo(publication);
        assertThat(Content.of(event.payload())).isEqualTo(HELLO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "msgpack", "cbor"})
    void hearsOurPublisher(String ours) {
        PeerSession subscriber = join(serializer);
        subscriber.subscribe("com.example.theirs", NO_OPTIONS);

        long publication = own(ours).publish("com.example.theirs", HELLO);

        Event event = subscriber.nextEvent();
        assertThat(event.publication()).isEqualTo(publication);
        assertThat(event.content()).isEqualTo(HELLO);
    }

    @Test
    void saysGoodbye() {
        PeerSession peer = clients().joinUnattended(entrance, serializer);

        assertThat(peer.leave()).isEqualTo("wamp.close.goodbye_and_out");
    }
}
