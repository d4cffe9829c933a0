package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.Router;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.auth.WampCraMethod;
import io.camelwamp.router.transport.NettyWebSocketListener;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services whose sessions prove who they are to a router that lets nobody else in. */
class SessionIdentityTest {
    private static final String SECRET = "p%41ss +&?#=word";
    private static final Map<String, String> BODIES =
            Map.of("/publish", "{\"topic\": \"com.myapp.topic1\"}", "/call", "{\"procedure\": \"com.myapp.missing\"}");

    private final NettyWebSocketListener listener =
            new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
    private Router router;

    @BeforeEach
    void openRouter() throws Exception {
        InMemoryUsers users = new InMemoryUsers(
                User.of("bridge", "staff", Credential.CraKey.of(SECRET), Credential.Ticket.of(SECRET)));
        router = Router.builder()
                .realm(
                        "realm1",
                        RealmConfig.DEFAULT.withAuthentication(new WampCraMethod(users), new TicketMethod(users)))
                .listener(listener)
                .build();
        router.start();
    }

    @AfterEach
    void closeRouter() {
        router.close();
    }

    private HttpAnswer post(String path, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("bridge.port", "0");
        all.put("bridge.routerUrl", "ws://127.0.0.1:" + listener.address().getPort() + "/ws");
        try (Bridge bridge = new Bridge(BridgeSettings.of(all))) {
            bridge.start();
            try (RawClient client = new RawClient(bridge.port())) {
                return client.post(path, BODIES.get(path));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wampcra", "ticket"})
    void publishesWithTheIdentityOfTheSettings(String method) throws Exception {
        HttpAnswer answer = post(
                "/publish",
                Map.of(
                        "bridge.authMethods",
                        method,
                        "bridge.authid",
                        "bridge",
                        "bridge.role",
                        "staff",
                        "bridge.sessionSecret",
                        SECRET));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").asLong()).isPositive();
    }

    @Test
    void callsWithASecretFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        HttpAnswer answer = post(
                "/call",
                Map.of(
                        "bridge.caller.authMethods", "wampcra",
                        "bridge.caller.authid", "bridge",
                        "bridge.caller.sessionSecretFile", file.toString()));

        assertThat(answer.json().path("error").asText()).isEqualTo("wamp.error.no_such_procedure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/publish", "/call"})
    void doesNotWorkWithAnotherRoleThanTheRequiredOne(String path) throws Exception {
        HttpAnswer answer = post(
                path,
                Map.of(
                        "bridge.authMethods", "wampcra",
                        "bridge.authid", "bridge",
                        "bridge.role", "admin",
                        "bridge.sessionSecret", SECRET));

        assertThat(answer.status()).isEqualTo(503);
    }

    @Test
    void doesNotWorkWithoutAnIdentity() throws Exception {
        assertThat(post("/publish", Map.of()).status()).isEqualTo(503);
    }
}
