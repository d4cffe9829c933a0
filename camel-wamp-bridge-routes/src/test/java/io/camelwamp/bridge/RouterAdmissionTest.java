package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.CryptosignAuthenticator;
import io.camelwamp.auth.RequiredRole;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.ScramAuthenticator;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.UnaskedAuthenticator;
import io.camelwamp.auth.WampCra;
import io.camelwamp.auth.WampCraAuthenticator;
import io.camelwamp.bridge.testing.Guest;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.LoggedLines;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.protocol.Uris;
import io.camelwamp.session.SessionEnd;
import io.camelwamp.transport.CookieJar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of the network that join the embedded router as users of a file, or do not. */
@Timeout(60)
class RouterAdmissionTest {
    private static final String SECRET = "correct horse";
    private static final String PRIVATE_KEY = "aa".repeat(32);
    private static final String USERS = """
            joe.role = staff
            joe.ticket = correct horse
            joe.password = correct horse
            joe.publicKey = e734ea6c2b6257de72355e472aa05a4c487e6b463c029ed306df2f01b5636b58
            """;
    private static final Authenticator ANONYMOUS = new AnonymousAuthenticator();

    @TempDir
    private Path folder;

    private Bridge started(String users, String... settings) throws Exception {
        Map<String, String> given = new HashMap<>();
        given.put("bridge.port", "0");
        given.put("bridge.rawsocket.port", "0");
        if (users != null) {
            given.put("bridge.router.usersFile", write(users).toString());
        }
        for (int i = 0; i < settings.length; i += 2) {
            given.put("bridge." + settings[i], settings[i + 1]);
        }
        Bridge bridge = new Bridge(BridgeSettings.of(given));
        bridge.start();
        return bridge;
    }

    private Path write(String users) throws Exception {
        Path fresh = Files.writeString(folder.resolve("fresh"), users);
        return Files.move(
                fresh,
                folder.resolve("users.properties"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    private static String url(Bridge bridge) {
        return "ws://127.0.0.1:" + bridge.port() + "/ws";
    }

    private static SecretSource secret(String text) {
        return SecretSource.of(text.toCharArray());
    }

    private static Authenticator method(String name, String authid, String secret) {
        return switch (name) {
            case "ticket" -> new TicketAuthenticator(authid, secret(secret), true);
            case "wampcra" -> new WampCraAuthenticator(authid, secret(secret), Runnable::run);
            case "cryptosign" -> new CryptosignAuthenticator(authid, secret(secret), null, Runnable::run);
            case "scram" -> new ScramAuthenticator(Scram.Dialect.CROSSBAR, authid, secret(secret), null, Runnable::run);
            default -> new ScramAuthenticator(Scram.Dialect.SPECIFICATION, authid, secret(secret), null, Runnable::run);
        };
    }

    private static SessionEnd refusal(Bridge bridge, Authenticator... methods) throws Exception {
        try (Guest guest = Guest.at(url(bridge), methods)) {
            return guest.refusal();
        }
    }

    private static String role(Bridge bridge, Authenticator... methods) throws Exception {
        try (Guest guest = Guest.at(url(bridge), methods)) {
            return guest.details().authrole();
        }
    }

    private static HttpAnswer post(Bridge bridge, String path, String json) throws Exception {
        try (RawClient client = new RawClient(bridge.port())) {
            return client.post(path, json);
        }
    }

    @Test
    void usersJoinByEveryMethodThatTheyHaveCredentialsFor() throws Exception {
        try (Bridge bridge = started(USERS)) {
            for (String name : new String[] {"ticket", "wampcra", "wamp-scram", "scram", "cryptosign"}) {
                String secret = name.equals("cryptosign") ? PRIVATE_KEY : SECRET;
                String wrong = name.equals("cryptosign") ? "bb".repeat(32) : "wrong horse";
                try (Guest guest = Guest.at(url(bridge), method(name, "joe", secret))) {
                    assertThat(guest.details().authid()).isEqualTo("joe");
                    assertThat(guest.details().authrole()).isEqualTo("staff");
                    assertThat(guest.details().authmethod()).isEqualTo(name);
                    assertThat(guest.call("com.example.add2", 1, 2)).containsExactly(3);
                }
                assertThat(refusal(bridge, method(name, "joe", wrong)).uri()).isEqualTo(Uris.AUTHENTICATION_FAILED);
                assertThat(refusal(bridge, method(name, "nobody", secret)).uri())
                        .isEqualTo(Uris.AUTHENTICATION_FAILED);
            }
        }
    }

    /** What a router needs of the secret, and not the secret. */
    private static String derived() {
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        Scram.Kdf kdf = new Scram.Kdf(Scram.PBKDF2, "c2FsdHNhbHRzYWx0", 5000, 0);
        byte[] salted = Scram.saltedPassword(Scram.Dialect.SPECIFICATION, secret, kdf);
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                "\n",
                "ann@example.com.role = staff",
                "ann@example.com.ticketSha256 = 4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631",
                "ann@example.com.craKey = "
                        + new String(WampCra.deriveKey(secret, "salt 1", 1500, 24), StandardCharsets.US_ASCII),
                "ann@example.com.craSalt = salt 1",
                "ann@example.com.craIterations = 1500",
                "ann@example.com.craKeyLength = 24",
                "ann@example.com.scram = SCRAM-SHA-256$5000:c2FsdHNhbHRzYWx0$"
                        + base64.encodeToString(Scram.storedKey(Scram.clientKey(salted))) + ":"
                        + base64.encodeToString(Scram.serverKey(salted)),
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "wampcra", "wamp-scram", "scram"})
    void whatIsDerivedFromASecretIsEnough(String name) throws Exception {
        try (Bridge bridge = started(derived())) {
            assertThat(role(bridge, method(name, "ann@example.com", SECRET))).isEqualTo("staff");
            assertThat(refusal(bridge, method(name, "ann@example.com", "wrong")).uri())
                    .isEqualTo(Uris.AUTHENTICATION_FAILED);
        }
    }

    @Test
    void withUsersNobodyIsAnonymousUnlessThatIsNamed() throws Exception {
        try (Bridge bridge = started("joe.role = staff\njoe.ticket = " + SECRET)) {
            SessionEnd refusal = refusal(bridge, ANONYMOUS);
            assertThat(refusal.uri()).isEqualTo(Uris.NO_MATCHING_AUTH_METHOD);
            assertThat(refusal.text()).contains("The realm accepts [ticket]");
        }
        try (Bridge bridge =
                started(USERS, "router.authMethods", "anonymous, ticket", "router.anonymousRole", "guest")) {
            assertThat(role(bridge, ANONYMOUS)).isEqualTo("guest");
            assertThat(role(bridge, method("ticket", "joe", SECRET))).isEqualTo("staff");
            assertThat(refusal(bridge, method("wampcra", "joe", SECRET)).uri()).isEqualTo(Uris.NO_MATCHING_AUTH_METHOD);
        }
    }

    @Test
    void rolesMayDoWhatTheirRulesSayAndNothingElse() throws Exception {
        try (Bridge bridge = started(
                        USERS,
                        "router.authMethods",
                        "anonymous,ticket",
                        "router.roles.anonymous",
                        "subscribe com.example.public.*,call com.example.add2",
                        "router.roles.staff",
                        "* com.example.*,call,register com..private,none com.example.secret");
                Guest anybody = Guest.at(url(bridge), ANONYMOUS);
                Guest joe = Guest.at(url(bridge), method("ticket", "joe", SECRET))) {
            anybody.subscribe("com.example.public.news", "exact");
            anybody.subscribe("com.example.public.", "prefix");
            assertThat(anybody.call("com.example.add2", 1, 2)).containsExactly(3);
            assertDenied(() -> anybody.subscribe("com.example.", "prefix"));
            assertDenied(() -> anybody.publish("com.example.public.news"));
            assertDenied(() -> anybody.call("wamp.session.list"));

            joe.publish("com.example.public.news");
            joe.subscribe("com.example.news.", "prefix");
            assertThatThrownBy(() -> joe.call("com.shop.private")).hasMessageContaining("no_such_procedure");
            assertDenied(() -> joe.publish("com.example.secret"));
            assertDenied(() -> joe.publish("com.shop.private"));
            assertDenied(() -> joe.subscribe("com.example.", "prefix"));
        }
    }

    private static void assertDenied(ThrowingCallable request) {
        assertThatThrownBy(request).hasMessageContaining("not_authorized");
    }

    @Test
    void theBridgesOwnSessionsMayDoEverythingUnlessTheyHaveARole() throws Exception {
        String call = "{\"procedure\":\"com.example.add2\",\"args\":[1,2]}";
        String publication = "{\"topic\":\"com.example.news\"}";
        try (Bridge bridge = started(USERS, "router.roles.staff", "subscribe *")) {
            assertThat(post(bridge, "/call", call).text()).isEqualTo("{\"args\":[3]}");
            assertThat(post(bridge, "/publish", publication).json().path("id").asLong())
                    .isPositive();
        }
        try (Bridge bridge = started(
                USERS, "router.roles.staff", "call *", "router.roles.backend", "publish *", "role", "backend")) {
            assertThat(post(bridge, "/call", call).text()).contains("wamp.error.not_authorized");
            assertThat(post(bridge, "/publish", publication).status()).isEqualTo(200);
        }
        try (Bridge bridge = started(
                USERS, "router.roles.trusted", "register *", "router.roles.staff", "call *", "caller.role", "staff")) {
            assertThat(post(bridge, "/call", call).text()).isEqualTo("{\"args\":[3]}");
            assertThat(post(bridge, "/publish", publication).text()).contains("wamp.error.not_authorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trusted", "backend", "staff"})
    void aClientDoesNotGetARoleByAskingForIt(String wanted) throws Exception {
        Authenticator asking = new RequiredRole(ANONYMOUS, wanted);
        try (Bridge bridge = started(USERS, "publisher.role", "backend", "router.authMethods", "anonymous,ticket")) {
            for (String url : new String[] {url(bridge), "rs://127.0.0.1:" + bridge.rawSocketPort()}) {
                try (Guest guest = Guest.at(url, asking)) {
                    assertThat(guest.refusal().text()).contains("The router gave the role 'anonymous'");
                }
            }
        }
        try (Bridge bridge = started(USERS, "publisher.role", "backend")) {
            assertThat(refusal(bridge, asking).uri()).isEqualTo(Uris.NO_MATCHING_AUTH_METHOD);
        }
    }

    @Test
    void aChangedFileHoldsFromThenOnAndABrokenOneChangesNothing() throws Exception {
        Authenticator joe = method("ticket", "joe", SECRET);
        try (LoggedLines log = new LoggedLines();
                Bridge bridge = started("joe.role = staff\njoe.ticket = " + SECRET)) {
            assertThat(role(bridge, joe)).isEqualTo("staff");
            write("joe.role = admin\njoe.ticket = " + SECRET + "\nann.role = staff\nann.password = " + SECRET);
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(role(bridge, joe)).isEqualTo("admin"));
            assertThat(role(bridge, method("wampcra", "ann", SECRET))).isEqualTo("staff");

            write("joe.role = staff\njoe.tikcet = hidden horse");
            await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(log.lines())
                    .anyMatch(line -> line.contains("everything stays as it was: line 2: a user has no such key")));
            assertThat(role(bridge, joe)).isEqualTo("admin");

            write("ann.role = staff\nann.password = other horse");
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(refusal(bridge, joe).uri()).isEqualTo(Uris.NO_MATCHING_AUTH_METHOD));
            assertThat(refusal(bridge, method("wampcra", "ann", SECRET)).uri()).isEqualTo(Uris.AUTHENTICATION_FAILED);
            assertThat(role(bridge, method("wampcra", "ann", "other horse"))).isEqualTo("staff");
            assertThat(log.lines()).noneMatch(line -> line.contains("horse"));
        }
    }

    @Test
    void aCookieStandsForALoginUntilTheUserChanges() throws Exception {
        CookieJar jar = new CookieJar();
        Authenticator cookie = new UnaskedAuthenticator("cookie", null);
        Authenticator ticket = method("ticket", "joe", SECRET);
        try (Bridge bridge = started(USERS, "router.cookies", "true")) {
            assertThat(methodOfLogin(bridge, jar, cookie, ticket)).isEqualTo("ticket");
            assertThat(methodOfLogin(bridge, jar, cookie)).isEqualTo("cookie");
            write(USERS.replace("joe.role = staff", "joe.role = guest"));
            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(methodOfLogin(bridge, jar, cookie, ticket))
                            .isEqualTo("ticket"));
            assertThat(methodOfLogin(bridge, jar, cookie)).isEqualTo("cookie");
            try (Guest guest = Guest.at(url(bridge), jar, cookie)) {
                assertThat(guest.details().authrole()).isEqualTo("guest");
            }
        }
    }

    private static String methodOfLogin(Bridge bridge, CookieJar jar, Authenticator... methods) throws Exception {
        try (Guest guest = Guest.at(url(bridge), jar, methods)) {
            return guest.details().authmethod();
        }
    }

    @Test
    void theMetaApiIsThereAsFarAsTheSettingSays() throws Exception {
        try (Bridge bridge = started(null, "router.metaAccess", "none");
                Guest guest = Guest.at(url(bridge), ANONYMOUS)) {
            assertThatThrownBy(() -> guest.call("wamp.session.count")).hasMessageContaining("no_such_procedure");
        }
        try (Bridge bridge = started(null, "router.metaAccess", "all");
                Guest guest = Guest.at(url(bridge), ANONYMOUS)) {
            assertThatThrownBy(() -> guest.call("wamp.session.kill", 1)).hasMessageContaining("no_such_session");
        }
    }

    @Test
    void theExampleOfTheReadmeDoesWhatItSays() throws Exception {
        String readme = Files.readString(Path.of(System.getProperty("basedir", ""), "README.md"));
        Path yaml = Files.writeString(folder.resolve("my.yaml"), block(readme, "# my.yaml") + "  port: 0\n");
        Files.writeString(folder.resolve("users.properties"), block(readme, "# users.properties"));
        try (Bridge bridge = new Bridge(BridgeSettings.load(yaml.toString()))) {
            bridge.start();
            try (Guest anybody = Guest.at(url(bridge), ANONYMOUS);
                    Guest joe = Guest.at(url(bridge), method("wampcra", "joe", SECRET))) {
                anybody.subscribe("com.myapp.news", "exact");
                assertThat(anybody.call("com.example.add2", 1, 2)).containsExactly(3);
                assertDenied(() -> anybody.publish("com.myapp.news"));
                joe.publish("com.myapp.news");
                assertDenied(() -> joe.publish("com.myapp.audit"));
            }
        }
    }

    private static String block(String readme, String firstLine) {
        int start = readme.indexOf("\n" + firstLine + "\n") + 1;
        return readme.substring(start, readme.indexOf("```", start));
    }

    @Test
    void aRoleWithoutRulesIsReported() throws Exception {
        try (LoggedLines log = new LoggedLines();
                Bridge bridge = started(USERS, "router.roles.stuff", "call *")) {
            assertThat(bridge.port()).isPositive();
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("The role 'staff' has no rules in bridge.router.roles, so"));
        }
    }
}
