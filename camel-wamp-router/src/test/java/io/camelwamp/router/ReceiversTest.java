package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Uris;
import io.camelwamp.router.auth.Applicant;
import io.camelwamp.router.auth.AuthenticationMethod;
import io.camelwamp.router.auth.Identity;
import io.camelwamp.router.auth.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiversTest {
    private static final String TOPIC = "com.app.topic";

    private final RouterHarness harness = new RouterHarness();
    private final TestClient publisher = harness.join();

    /** Gives clients the identity that they claim. */
    private record Trusting() implements AuthenticationMethod {
        @Override
        public String name() {
            return "anonymous";
        }

        @Override
        public CompletionStage<Verdict> authenticate(Applicant who) {
            return CompletableFuture.completedFuture(
                    new Verdict.Admitted(new Identity(who.authid(), who.authrole(), "anonymous", "test", Map.of())));
        }
    }

    private static TestClient join(RouterHarness harness, String authid, String authrole) {
        TestClient client = harness.connect();
        client.say(new io.camelwamp.protocol.Hello(
                REALM,
                new io.camelwamp.protocol.HelloDetails(
                        Map.of("roles", PLAIN, "authid", authid, "authrole", authrole))));
        client.expect(io.camelwamp.protocol.Welcome.class);
        return client;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exclude_authid=ann               | bob cem",
                "exclude_authid=ann,bob           | cem",
                "exclude_authrole=staff           | cem",
                "eligible_authid=ann              | ann",
                "eligible_authid=ann,cem,nobody   | ann cem",
                "eligible_authrole=staff          | ann bob",
                "eligible_authrole=staff exclude_authid=ann | bob",
                "eligible_authid=ann eligible_authrole=guest | ''",
                "eligible_authid=                 | ''",
                "eligible_authrole=               | ''",
                "exclude_authid= exclude_authrole= | ann bob cem",
            })
    void deliversToThoseOnlyWhomAllListsAdmit(String lists, String receivers) {
        RouterHarness trusting =
                new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withAuthentication(new Trusting())));
        Map<String, TestClient> clients = Map.of(
                "ann", join(trusting, "ann", "staff"),
                "bob", join(trusting, "bob", "staff"),
                "cem", join(trusting, "cem", "guest"));
        clients.values().forEach(client -> client.subscribe(TOPIC));
        List<Object> options = new ArrayList<>();
        for (String list : lists.trim().split(" ")) {
            String[] keyAndValues = list.split("=", -1);
            options.add(keyAndValues[0]);
            options.add(keyAndValues[1].isEmpty() ? List.of() : List.of(keyAndValues[1].split(",")));
        }

        join(trusting, "pub", "staff").publish(TOPIC, 1, options.toArray());

        clients.forEach((name, client) -> assertThat(client.drain()).hasSize(receivers.contains(name) ? 1 : 0));
    }

    @Test
    void admitsAndExcludesSessionsById() {
        TestClient one = harness.join();
        TestClient two = harness.join();
        TestClient three = harness.join();
        List.of(one, two, three).forEach(client -> client.subscribe(TOPIC));
        long unknown = 1;

        publisher.publish(TOPIC, 1, "exclude", List.of(one.sessionId(), unknown));
        assertThat(one.drain()).isEmpty();
        assertThat(two.drain()).hasSize(1);
        assertThat(three.drain()).hasSize(1);

        publisher.publish(TOPIC, 1, "eligible", List.of(one.sessionId(), unknown));
        assertThat(one.drain()).hasSize(1);
        assertThat(two.drain()).isEmpty();

        publisher.publish(
                TOPIC,
                1,
                "eligible",
                List.of(one.sessionId(), two.sessionId(), three.sessionId(), unknown),
                "exclude",
                List.of(two.sessionId()));
        assertThat(one.drain()).hasSize(1);
        assertThat(two.drain()).isEmpty();
        assertThat(three.drain()).hasSize(1);

        publisher.publish(TOPIC, 1, "eligible", List.of());
        assertThat(one.drain()).isEmpty();
    }

    @Test
    void doesNotDeliverToEligibleSessionsThatDidNotSubscribe() {
        TestClient stranger = harness.join();
        harness.join().subscribe(TOPIC);
        harness.join().subscribe(TOPIC);

        publisher.publish(TOPIC, 1, "eligible", List.of(stranger.sessionId()));

        stranger.expectNothing();
    }

    @Test
    void disclosesThePublisherWhenItAsks() {
        TestClient subscriber = harness.join();
        subscriber.subscribe(TOPIC);
        subscriber.subscribe("com.", "match", "prefix");

        publisher.publish(TOPIC, 1, "disclose_me", true);

        Event event = subscriber.expect(Event.class);
        assertThat(event.details().publisher()).isEqualTo(publisher.sessionId());
        assertThat(event.details().text("publisher_authid")).startsWith("anonymous-");
        assertThat(event.details().text("publisher_authrole")).isEqualTo("anonymous");
        Event byPattern = subscriber.expect(Event.class);
        assertThat(byPattern.details().publisher()).isEqualTo(publisher.sessionId());
        assertThat(byPattern.details().topic()).isEqualTo(TOPIC);
    }

    @Test
    void refusesToDiscloseWhereTheRealmForbidsIt() {
        RouterHarness discreet =
                new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withDisclosure(Disclosure.NEVER)));
        TestClient subscriber = discreet.join();
        subscriber.subscribe(TOPIC);
        TestClient client = discreet.join();

        long request = client.publish(TOPIC, 1, "disclose_me", true, "acknowledge", true);
        client.expectError(MessageType.PUBLISH, request, Uris.DISCLOSE_ME_DISALLOWED);
        client.publish(TOPIC, 1, "disclose_me", true);
        client.expectNothing();
        subscriber.expectNothing();
    }

    @Test
    void disclosesUnaskedWhereTheRealmSaysSo() {
        RouterHarness open =
                new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withDisclosure(Disclosure.ALWAYS)));
        TestClient subscriber = open.join();
        subscriber.subscribe(TOPIC);
        TestClient client = open.join();

        client.publish(TOPIC, 1);

        assertThat(subscriber.expect(Event.class).details().publisher()).isEqualTo(client.sessionId());
    }
}
