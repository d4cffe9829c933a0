package io.camelwamp.router;

import static io.camelwamp.router.RouterHarness.PLAIN;
import static io.camelwamp.router.RouterHarness.REALM;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.auth.WampCra;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.router.auth.CookieMethod;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.auth.WampCraMethod;
import io.camelwamp.transport.ClientTracking.Opening;
import io.camelwamp.transport.ClientTracking.Tracked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Users who change while they log in, and what their cookie is worth then. */
class ForgottenLoginTest {
    private static final String SECRET = "secret";

    private final InMemoryUsers users = new InMemoryUsers(User.of("joe", "staff", Credential.CraKey.of(SECRET)));
    private final CookieMethod cookies = new CookieMethod();
    private final RouterHarness harness =
            RouterHarness.with(RealmConfig.DEFAULT.withAuthentication(cookies, new WampCraMethod(users)));
    private final Tracked fresh = cookies.track(new Opening("example.com", null, "", false));

    private TestClient hello(Tracked client, String method) {
        return harness.connect(client)
                .say(new Hello(
                        REALM,
                        new HelloDetails(Map.of("roles", PLAIN, "authmethods", List.of(method), "authid", "joe"))));
    }

    private static void prove(TestClient client) {
        String challenge = (String) client.expect(Challenge.class).extra().get("challenge");
        client.say(new Authenticate(WampCra.sign(SECRET.getBytes(StandardCharsets.UTF_8), challenge), Map.of()));
        assertThat(client.expect(Welcome.class).details().authrole()).isEqualTo("staff");
    }

    private TestClient helloWithTheCookie() {
        return hello(
                cookies.track(new Opening("example.com", null, "wamptid=" + fresh.cookie(), false)), CookieMethod.NAME);
    }

    @Test
    void aLoginIsKnownByItsCookie() {
        prove(hello(fresh, "wampcra"));

        assertThat(helloWithTheCookie().expect(Welcome.class).details().authid())
                .isEqualTo("joe");
    }

    @Test
    void aUserWhoIsForgottenBetweenChallengeAndAnswerGetsNoCookieThatLasts() {
        TestClient client = hello(fresh, "wampcra");
        users.remove("joe");
        cookies.forget(REALM, "joe");
        prove(client);

        helloWithTheCookie().expectAbort(Uris.AUTHENTICATION_FAILED);
    }

    @Test
    void aLoginThatBeginsAfterwardsIsKnownAgain() {
        cookies.forget(REALM, "joe");
        prove(hello(fresh, "wampcra"));

        helloWithTheCookie().expect(Welcome.class);
    }
}
