package io.camelwamp.bridge.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.Peer;
import io.camelwamp.testing.interop.PeerError;
import io.camelwamp.testing.interop.PeerProcess;
import io.camelwamp.testing.interop.PeerSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The users and roles of a bridge's file, as autobahn-js meets them. */
@NeedsPeers(Peer.AUTOBAHN_JS)
@Timeout(60)
class AutobahnLoginTest {
    private static RunningBridge bridge;
    private static PeerProcess node;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path users = Files.writeString(folder.resolve("users.properties"), """
                joe.role = staff
                joe.ticket = a ticket
                joe.password = correct horse
                joe.publicKey = e734ea6c2b6257de72355e472aa05a4c487e6b463c029ed306df2f01b5636b58
                """);
        bridge = RunningBridge.start(
                TestBridge.freePort(),
                Map.of(
                        "bridge.router.usersFile",
                        users.toString(),
                        "bridge.router.roles.staff",
                        "publish com.example.*,call com.example.add2"));
        node = PeerProcess.start("autobahn-peer.js");
    }

    @AfterAll
    static void stop() {
        node.close();
        bridge.close();
    }

    private static PeerSession join(String name, String method, String key, String secret) {
        return PeerSession.join(
                node,
                name,
                bridge.routerUrl(),
                "json",
                Map.of("method", method, "credentials", Map.of("authid", "joe", key, secret)));
    }

    @ParameterizedTest
    @CsvSource({
        "ticket, ticket, a ticket",
        "wampcra, secret, correct horse",
        "cryptosign, privkey, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    })
    void doesWhatItsRoleMayDo(String method, String key, String secret) {
        PeerSession joe = join(method, method, key, secret);

        assertThat(joe.details().path("authrole").asText()).isEqualTo("staff");
        assertThat(joe.call("com.example.add2", Content.of(1, 2), Map.of())
                        .await()
                        .args())
                .containsExactly(3L);
        assertThat(joe.publish("com.example.news", Content.of("news"), Map.of()))
                .isPositive();
        assertDenied(() -> joe.publish("com.shop.news", Content.of("news"), Map.of()));
        assertDenied(() -> joe.subscribe("com.example.news", Map.of()));
        joe.leave();
    }

    private static void assertDenied(ThrowingCallable request) {
        PeerError error = catchThrowableOfType(PeerError.class, request);
        assertThat(error.uri()).isEqualTo("wamp.error.not_authorized");
    }

    @Test
    void isRefusedWithoutTheRightSecret() {
        PeerError refusal =
                catchThrowableOfType(PeerError.class, () -> join("wrong", "wampcra", "secret", "wrong horse"));

        assertThat(refusal.uri()).isEqualTo("wamp.error.authentication_failed");
    }
}
