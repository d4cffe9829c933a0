package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.session.ReceivedEvent;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.Inbox;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.PeerProcess;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Our client publishes and subscribes. */
interface PublishingBehaviour extends RouterFixture {
    /** Integers that need all 64 bits. */
    Content LONG_INTEGERS = Content.of(Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1);

    /** An integer that needs more. */
    Content HUGE_INTEGER = Content.of(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));

    /** Octets, among them some that are no text. */
    Content OCTETS = Content.of(new byte[] {0, 1, -1, 127}).with("empty", new byte[0]);

    /** A subscriber and a publisher with one event between them. */
    private Content heard(Content sent) {
        Inbox inbox = join().subscribe(name(".topic"));
        join().publish(name(".topic"), sent);
        return inbox.nextContent();
    }

    @Test
    default void acknowledgesAPublicationWithTheIdOfItsEvent() {
        Inbox inbox = join().subscribe(name(".topic"));

        long publication = join().publish(name(".topic"), BOTH_KINDS);

        ReceivedEvent event = inbox.next();
        assertThat(event.publication()).isEqualTo(publication).isPositive();
        assertThat(event.topic()).isEqualTo(name(".topic"));
        assertThat(Content.of(event.payload())).isEqualTo(BOTH_KINDS);
    }

    @Test
    default void keepsTheOrderOfUnacknowledgedPublications() {
        Inbox inbox = join().subscribe(name(".topic"));
        OwnClient publisher = join();
        List<Content> sent = IntStream.range(0, 200).mapToObj(Content::of).toList();

        sent.forEach(content -> publisher.publishUnacknowledged(name(".topic"), content));

        assertThat(sent).allSatisfy(content -> assertThat(inbox.nextContent()).isEqualTo(content));
    }

    @Test
    default void carriesEveryKindOfValue() {
        Content values = Content.of(
                        null,
                        true,
                        false,
                        0,
                        -1,
                        255,
                        65_536,
                        -2_147_483_649L,
                        9_007_199_254_740_991L,
                        0.5,
                        -1.25e-7,
                        "",
                        "Zürich 東京 🐪 \"\\\u0000\u001f",
                        Arrays.asList(1, List.of(), null, Map.of("deep", List.of(Map.of()))))
                .with("ключ", List.of("значение"))
                .with("", Map.of("a", Map.of()));

        assertThat(heard(values)).isEqualTo(values);
    }

    @Test
    default void carriesIntegersOf64Bits() {
        assertThat(heard(LONG_INTEGERS)).isEqualTo(longIntegersAsHeard());
    }

    @Test
    default void carriesUnsignedIntegersOf64Bits() {
        assertThat(heard(HUGE_INTEGER)).isEqualTo(hugeIntegerAsHeard());
    }

    /** What a subscriber gets of {@link #LONG_INTEGERS}. */
    default Content longIntegersAsHeard() {
        return LONG_INTEGERS;
    }

    /** What a subscriber gets of {@link #HUGE_INTEGER}. */
    default Content hugeIntegerAsHeard() {
        return HUGE_INTEGER;
    }

    @Test
    default void carriesOctets() {
        assertThat(heard(OCTETS)).isEqualTo(OCTETS);
    }

    @Test
    default void carriesAnEventWithoutArguments() {
        assertThat(heard(Content.EMPTY)).isEqualTo(Content.EMPTY);
    }

    @Test
    default void carriesLargeMessages() {
        Content large = Content.of("x".repeat(300_000));

        assertThat(heard(large)).isEqualTo(large);
    }

    @Test
    default void hearsWhatMatchesAPrefix() {
        checkPattern(name(".a"), MatchPolicy.PREFIX, name(".b"), name(".a.deep.topic"));
    }

    @Test
    default void hearsWhatMatchesAWildcard() {
        checkPattern(name("..created"), MatchPolicy.WILDCARD, name(".user.deleted"), name(".user.created"));
    }

    /** What a subscriber to a pattern hears of a topic that it does not match and of one that it does. */
    default void checkPattern(String pattern, MatchPolicy match, String other, String matched) {
        Inbox inbox = join().subscribe(pattern, match);
        OwnClient publisher = join();

        publisher.publish(other, Content.EMPTY);
        publisher.publish(matched, BOTH_KINDS);

        ReceivedEvent event = inbox.next();
        assertThat(event.topic()).isEqualTo(matched);
        assertThat(Content.of(event.payload())).isEqualTo(BOTH_KINDS);
    }

    @Test
    default void hearsNothingAfterUnsubscribing() {
        OwnClient subscriber = join();
        Inbox given = subscriber.subscribe(name(".topic"));
        Inbox another = subscriber.subscribe(name(".topic"));
        Inbox last = subscriber.subscribe(name(".last"));
        OwnClient publisher = join();

        given.unsubscribe();
        publisher.publish(name(".topic"), BOTH_KINDS);
        assertThat(another.nextContent()).isEqualTo(BOTH_KINDS);
        another.unsubscribe();
        publisher.publish(name(".topic"), BOTH_KINDS);
        publisher.publish(name(".last"), Content.EMPTY);

        assertThat(last.nextContent()).isEqualTo(Content.EMPTY);
        assertThat(given.isEmpty()).isTrue();
        assertThat(another.isEmpty()).isTrue();
    }

    @Test
    default void hearsItsOwnEventsOnlyIfItWantsTo() {
        OwnClient both = join();
        Inbox inbox = both.subscribe(name(".topic"));

        both.publish(name(".topic"), Content.of("not for me"));
        both.publish(name(".topic"), BOTH_KINDS, PublishOptions.NONE.with("exclude_me", false));

        assertThat(inbox.nextContent()).isEqualTo(BOTH_KINDS);
    }

    @Test
    default void reachesOnlyThoseWhomThePublisherWants() {
        OwnClient wanted = join();
        Inbox heard = wanted.subscribe(name(".topic"));
        OwnClient unwanted = join();
        Inbox heardByUnwanted = unwanted.subscribe(name(".topic"));
        long wantedId = PeerProcess.await(wanted.session().status(), "status").sessionId();
        long unwantedId =
                PeerProcess.await(unwanted.session().status(), "status").sessionId();
        OwnClient publisher = join();

        publisher.publish(
                name(".topic"), Content.of("eligible"), PublishOptions.NONE.with("eligible", List.of(wantedId)));
        publisher.publish(
                name(".topic"), Content.of("excluded"), PublishOptions.NONE.with("exclude", List.of(unwantedId)));
        publisher.publish(name(".topic"), BOTH_KINDS);

        List<Content> all = List.of(Content.of("eligible"), Content.of("excluded"), BOTH_KINDS);
        assertThat(all).allSatisfy(content -> assertThat(heard.nextContent()).isEqualTo(content));
        checkUnwanted(all, heardByUnwanted);
    }

    /** What a subscriber hears whom two of three publications leave out. */
    default void checkUnwanted(List<Content> all, Inbox heard) {
        assertThat(heard.nextContent()).isEqualTo(all.get(2));
        assertThat(heard.isEmpty()).isTrue();
    }
}
