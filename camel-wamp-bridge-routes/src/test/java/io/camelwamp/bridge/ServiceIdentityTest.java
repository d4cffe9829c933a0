package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelwamp.bridge.testing.CallingBridge;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.Router;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.transport.NettyWebSocketListener;
import io.camelwamp.transport.netty.WebSocketAcceptorConfig;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callees, forwarders and the callback API at an external router that lets nobody in without a ticket. */
@Timeout(60)
class ServiceIdentityTest {
    /** Such as a reference to a bean would begin. */
    private static final String SECRET = "#p%41ss+word";

    private static final String OTHER_SECRET = "another ticket";

    @TempDir
    private Path folder;

    private final NettyWebSocketListener listener =
            new NettyWebSocketListener(WebSocketAcceptorConfig.of("127.0.0.1", 0, "/ws"));
    private Router router;
    private StandInBackend backend;

    @BeforeEach
    void open() throws Exception {
        InMemoryUsers users = new InMemoryUsers(
                User.of("bridge", "staff", Credential.Ticket.of(SECRET)),
                User.of("worker", "staff", Credential.Ticket.of(OTHER_SECRET)));
        router = Router.builder()
                .realm("realm1", RealmConfig.DEFAULT.withAuthentication(new TicketMethod(users)))
                .listener(listener)
                .build();
        router.start();
        backend = new StandInBackend();
        Files.writeString(folder.resolve("keys.properties"), "shop.token = fdjsklfqsdjm\n");
    }

    @AfterEach
    void close() {
        backend.close();
        router.close();
    }

    private Map<String, String> settings() {
        Map<String, String> all = new HashMap<>();
        all.put("bridge.routerUrl", "ws://127.0.0.1:" + listener.address().getPort() + "/ws");
        all.put("bridge.authMethods", "ticket");
        all.put("bridge.authid", "bridge");
        all.put("bridge.role", "staff");
        all.put("bridge.sessionSecret", SECRET);
        all.put("bridge.callees.api.procedure", "com.example.api");
        all.put("bridge.callees.api.baseUrl", backend.url());
        all.put("bridge.callees.item.procedure", "com.example.item");
        all.put("bridge.callees.item.baseUrl", backend.url());
        all.put("bridge.callees.item.path", "/item");
        all.put("bridge.forwarders.news.topic", "com.example.news");
        all.put("bridge.forwarders.news.url", backend.url() + "news");
        all.put("bridge.callback.paths", "/app");
        all.put("bridge.callback.keysFile", folder.resolve("keys.properties").toString());
        all.put("bridge.callback.database", folder.resolve("endpoints").toString());
        all.put("bridge.callback.allowedTargets", "127.0.0.1:" + backend.port());
        return all;
    }

    private static JsonNode result(CallingBridge bridge, String procedure, String args) throws Exception {
        HttpAnswer answer = bridge.post("/call", "{\"procedure\":\"" + procedure + "\",\"args\":" + args + "}");
        return answer.json().path("args").path(0);
    }

    /** The identities of all sessions, as the router tells them. */
    private static Set<String> identities(CallingBridge bridge) throws Exception {
        Set<String> identities = new TreeSet<>();
        for (JsonNode id : result(bridge, "wamp.session.list", "[]")) {
            JsonNode session = result(bridge, "wamp.session.get", "[" + id + "]");
            identities.add(session.path("authid").asText() + " is "
                    + session.path("authrole").asText());
        }
        return identities;
    }

    private void assertServicesWork(CallingBridge bridge) throws Exception {
        bridge.awaitProcedure("com.example.api").awaitProcedure("com.example.item");
        assertThat(bridge.call("com.example.api", "{\"url\":\"/generic\"}").text())
                .contains("\"code\":200");
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            bridge.post("/publish", "{\"topic\":\"com.example.news\",\"args\":[1]}");
            return backend.requests().stream()
                    .anyMatch(request -> request.target().equals("/news"));
        });
        String endpoints = "{\"vue\":\"" + backend.url() + "vue\"}";
        assertThat(bridge.post("/app/register/", "{\"token\":\"fdjsklfqsdjm\",\"endpoints\":" + endpoints + "}")
                        .text())
                .isEqualTo("{\"endpoints\":{\"vue\":\"active\"}}");
    }

    @Test
    void allServicesJoinWithTheIdentityForAll() throws Exception {
        try (CallingBridge bridge = new CallingBridge(settings())) {
            assertServicesWork(bridge);
            assertThat(identities(bridge)).containsExactly("bridge is staff");
        }
    }

    @Test
    void kindsAndServicesMayHaveIdentitiesOfTheirOwn() throws Exception {
        Map<String, String> settings = settings();
        Path file = Files.writeString(folder.resolve("ticket"), OTHER_SECRET + "\n");
        for (String owner : new String[] {"callee", "forwarders.news", "callback"}) {
            settings.put("bridge." + owner + ".authid", "worker");
        }
        settings.put("bridge.callee.sessionSecretFile", file.toString());
        settings.put("bridge.forwarders.news.sessionSecret", OTHER_SECRET);
        settings.put("bridge.callback.sessionSecretFile", file.toString());
        try (CallingBridge bridge = new CallingBridge(settings)) {
            assertServicesWork(bridge);
            assertThat(identities(bridge)).containsExactly("bridge is staff", "worker is staff");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"callee", "forwarder", "callback"})
    void anotherRoleThanTheRequiredOneIsAnErrorThatNamesBoth(String kind) throws Exception {
        Map<String, String> settings = settings();
        settings.put("bridge." + kind + ".role", "admin");
        try (LoggedLines log = new LoggedLines();
                CallingBridge bridge = new CallingBridge(settings)) {
            await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.contains("The router gave the role 'staff', where 'admin' is required")));
            assertThat(log.lines()).noneMatch(line -> line.contains(SECRET));
            assertThat(identities(bridge)).containsExactly("bridge is staff");
            boolean calleesJoined = !kind.equals("callee");
            if (calleesJoined) {
                bridge.awaitProcedure("com.example.api");
            }
            assertThat(bridge.call("com.example.api", "{}").text().contains("no_such_procedure"))
                    .isNotEqualTo(calleesJoined);
        }
    }

    @Test
    void beansOfManagementDoNotShowTheSecret() throws Exception {
        Map<String, String> settings = settings();
        settings.put("camel.main.jmxEnabled", "true");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try (CallingBridge bridge = new CallingBridge(settings)) {
            bridge.awaitProcedure("com.example.api");
            Set<ObjectName> endpoints = server.queryNames(new ObjectName("org.apache.camel:type=endpoints,*"), null);
            assertThat(endpoints).anyMatch(name -> name.toString().contains("com.example.news"));
            for (ObjectName name : endpoints) {
                assertThat(name.toString()).doesNotContain("word");
                assertThat((String) server.getAttribute(name, "EndpointUri")).doesNotContain("word");
            }
            Set<ObjectName> routes = server.queryNames(new ObjectName("org.apache.camel:type=routes,*"), null);
            assertThat(routes).isNotEmpty();
            for (ObjectName name : routes) {
                Object xml = server.invoke(name, "dumpRouteAsXml", new Object[] {true}, new String[] {"boolean"});
                assertThat((String) xml).doesNotContain("#p%41ss");
            }
        }
    }
}
