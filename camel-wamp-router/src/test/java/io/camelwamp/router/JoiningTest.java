package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.REALM;
import static io.camelwamp.router.TestClient.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.router.permission.Permission;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoiningTest {
    private final RouterHarness harness = new RouterHarness();

    private static Hello hello(String realm, Object... details) {
        Map<String, Object> all = map(details);
        all.putIfAbsent("roles", PLAIN);
        return new Hello(realm, new HelloDetails(all));
    }

    @Test
    void welcomesAClientAndAnnouncesWhatItCan() {
        Welcome welcome = harness.connect().join(REALM, PLAIN);

        assertThat(RequestIds.isId(welcome.session())).isTrue();
        assertThat(welcome.details().realm()).isEqualTo(REALM);
        assertThat(welcome.details().authrole()).isEqualTo("anonymous");
        assertThat(welcome.details().authmethod()).isEqualTo("anonymous");
        assertThat(welcome.details().text("authprovider")).isEqualTo("static");
        assertThat(welcome.details().roles())
                .isEqualTo(Map.of(
                        "broker",
                        Map.of(
                                "features",
                                flags(
                                        "event_retention",
                                        "pattern_based_subscription",
                                        "payload_passthru_mode",
                                        "publisher_exclusion",
                                        "publisher_identification",
                                        "session_meta_api",
                                        "subscriber_blackwhite_listing",
                                        "subscription_meta_api",
                                        "subscription_revocation")),
                        "dealer",
                        Map.of(
                                "features",
                                flags(
                                        "call_canceling",
                                        "call_timeout",
                                        "caller_identification",
                                        "pattern_based_registration",
                                        "payload_passthru_mode",
                                        "progressive_call_invocations",
                                        "progressive_call_results",
                                        "registration_meta_api",
                                        "registration_revocation",
                                        "session_meta_api",
                                        "shared_registration",
                                        "testament_meta_api"))));
    }

    private static Map<String, Object> flags(String... features) {
        Map<String, Object> flags = new HashMap<>();
        for (String feature : features) {
            flags.put(feature, true);
        }
        return flags;
    }

    @Test
    void announcesWhatDependsOnTheRealmOnlyWhereItIs() {
        RealmConfig poor = RealmConfig.DEFAULT
                .withMetaAccess(MetaAccess.NONE)
                .withRetention(RetentionConfig.NONE)
                .withHistory(HistoryRule.of(MatchPolicy.EXACT, "com.app.topic", 1));
        RealmConfig rich = RealmConfig.DEFAULT
                .withHistory(HistoryRule.of(MatchPolicy.EXACT, "com.app.topic", 1))
                .withAuthorizer(request -> CompletableFuture.completedFuture(Permission.GRANTED));

        assertThat(roles(poor))
                .contains("testament_meta_api")
                .doesNotContain("session_meta_api", "history", "retention", "trustlevels");
        assertThat(roles(rich)).contains("event_history", "publication_trustlevels", "call_trustlevels");
    }

    private static String roles(RealmConfig realm) {
        Welcome welcome = RouterHarness.with(realm).connect().join(REALM, PLAIN);
        return welcome.details().roles().toString();
    }

    @Test
    void announcesNoIdentificationWhereItIsNeverGiven() {
        RouterHarness closed =
                new RouterHarness(b -> b.realm(REALM, RealmConfig.DEFAULT.withDisclosure(Disclosure.NEVER)));

        assertThat(closed.connect().join(REALM, PLAIN).details().roles().toString())
                .doesNotContain("identification");
    }

    @Test
    void givesEverySessionAnIdAndANameOfItsOwn() {
        Set<Long> ids = new HashSet<>();
        Set<String> authids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Welcome welcome = harness.connect().join(REALM, PLAIN);
            ids.add(welcome.session());
            authids.add(welcome.details().authid());
        }

        assertThat(ids).hasSize(100);
        assertThat(authids).hasSize(100);
    }

    @Test
    void ignoresWhatAnAnonymousClientClaimsToBe() {
        TestClient client = harness.connect();
        client.say(hello(REALM, "authid", "admin", "authrole", "root"));

        Welcome welcome = client.expect(Welcome.class);
        assertThat(welcome.details().authid()).isNotEqualTo("admin");
        assertThat(welcome.details().authrole()).isEqualTo("anonymous");
    }

    static List<Message> messagesThatAreNoHello() {
        return Samples.allBut("HELLO", "ABORT");
    }

    @ParameterizedTest
    @MethodSource("messagesThatAreNoHello")
    void abortsWhenTheFirstMessageIsNotHello(Message message) {
        TestClient client = harness.connect();

        client.say(message);

        assertThat(client.expectAbort(Uris.PROTOCOL_VIOLATION).details().message())
                .contains("HELLO")
                .contains(message.type().name());
        assertThat(harness.statistics().connections()).isZero();
    }

    @Test
    void abortsAClientThatSaysNothing() {
        TestClient client = harness.connect();

        harness.loop.advance(Duration.ofSeconds(9));
        client.expectNothing();
        harness.loop.advance(Duration.ofSeconds(1));

        client.expectAbort(Uris.PROTOCOL_VIOLATION);
    }

    @Test
    void doesNotAbortASessionOnceItHasJoined() {
        TestClient client = harness.join();

        harness.loop.advance(Duration.ofDays(1));

        client.expectNothing();
        assertThat(harness.loop.timers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"realm2", "not a realm", "", ".", "realm#1"})
    void refusesRealmsThatDoNotExist(String realm) {
        TestClient client = harness.connect();

        client.say(hello(realm));

        client.expectAbort(Uris.NO_SUCH_REALM);
        assertThat(harness.statistics().refused()).isEqualTo(1);
    }

    @Test
    void makesOtherRealmsOnDemandAndForgetsThemWithTheirLastSession() {
        RouterHarness open = new RouterHarness(b -> b.realm(REALM).otherRealms(RealmConfig.DEFAULT, 1));
        TestClient first = open.connect();
        first.join("realm2", PLAIN);
        TestClient second = open.connect();
        second.join("realm2", PLAIN);
        assertThat(open.statistics().realms()).isEqualTo(2);

        TestClient third = open.connect();
        third.say(hello("realm3"));
        third.expectAbort(Uris.NO_SUCH_REALM);

        first.drop();
        assertThat(open.statistics().realms()).isEqualTo(2);
        second.drop();
        assertThat(open.statistics().realms()).isEqualTo(1);
        open.connect().join("realm3", PLAIN);
    }

    @Test
    void keepsRealmsApart() {
        RouterHarness two = new RouterHarness(b -> b.realm("realm1").realm("realm2"));
        TestClient here = two.connect();
        here.join("realm1", PLAIN);
        TestClient there = two.connect();
        there.join("realm2", PLAIN);
        here.subscribe("com.app.topic");
        here.register("com.app.proc");

        there.publish("com.app.topic", 1);
        long request = there.call("com.app.proc", 1);

        here.expectNothing();
        there.expectError(io.camelwamp.protocol.MessageType.CALL, request, Uris.NO_SUCH_PROCEDURE);
    }

    @Test
    void refusesClientsWhoseMethodsTheRealmDoesNotHave() {
        TestClient client = harness.connect();

        client.say(hello(REALM, "authmethods", List.of("ticket", "wampcra")));

        assertThat(client.expectAbort(Uris.NO_MATCHING_AUTH_METHOD).details().message())
                .contains("anonymous");
    }

    @ParameterizedTest
    @MethodSource("methodsWithAnonymous")
    void acceptsAnonymousAmongOtherMethods(List<String> methods) {
        TestClient client = harness.connect();

        client.say(hello(REALM, "authmethods", methods));

        client.expect(Welcome.class);
    }

    static List<List<String>> methodsWithAnonymous() {
        return List.of(List.of("anonymous"), List.of("ticket", "anonymous"), List.of());
    }

    @Test
    void mayBeStartedOnceOnly() {
        assertThatThrownBy(harness.router::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Router.builder().realm("a").build().accept())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not started");
    }

    @Test
    void rejectsSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> Router.builder().build()).hasMessageContaining("realm");
        assertThatThrownBy(() -> Router.builder().realm("my realm").build()).hasMessageContaining("'my realm'");
        assertThatThrownBy(() ->
                        Router.builder().realm("a").helloTimeout(Duration.ZERO).build())
                .hasMessageContaining("helloTimeout");
        assertThatThrownBy(() -> new SessionLimits(100, 100, 1, 1, 1)).hasMessageContaining("queueOctets");
        assertThatThrownBy(() -> RealmConfig.DEFAULT.withAuthentication()).hasMessageContaining("authentication");
    }
}
