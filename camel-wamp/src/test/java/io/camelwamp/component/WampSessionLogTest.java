package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.LogCapture;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The story of a session at INFO: each line once, and each with what one has to know. */
class WampSessionLogTest extends WampTestSupport {
    @Test
    void tellsWhereItJoinedAndAsWhom() {
        try (LogCapture log = new LogCapture("io.camelwamp.session", Level.INFO)) {
            send("wamp:topic:com.app.a", "x");

            assertThat(log.linesWith("Joined realm realm1 at local:router as session"))
                    .singleElement()
                    .asString()
                    .contains("authid", "role", "method");
        }
    }

    @Test
    void tellsWhichSessionThereIsNotAndWithWhichRouter() throws Exception {
        router.goDown();
        try (LogCapture log = new LogCapture("io.camelwamp.session", Level.INFO)) {
            routes(r -> {
                r.from("wamp:topic:com.app.a").to("mock:in");
                r.from("wamp:topic:com.app.a?authrole=reader").to("mock:in");
            });

            await().until(() -> !log.linesWith("No session in realm realm1 at local:router: ")
                    .isEmpty());
            await().until(() -> !log.linesWith("No session in realm realm1 with the role reader at local:router: ")
                    .isEmpty());
        }
    }

    @Test
    void tellsWhenAllIsHeldAfterSomeWasNot() throws Exception {
        router.refuse("com.app.b", Uris.NOT_AUTHORIZED);
        router.goDown();
        try (LogCapture log = new LogCapture("io.camelwamp.session", Level.INFO)) {
            routes(r -> {
                r.from("wamp:topic:com.app.a").to("mock:in");
                r.from("wamp:topic:com.app.b").to("mock:in");
            });
            router.comeUp();
            await().until(() -> !log.linesWith("1 of 2 subscriptions and registrations held")
                    .isEmpty());

            router.accept("com.app.b");

            await().until(() ->
                    !log.linesWith("All 2 subscriptions and registrations held").isEmpty());
            assertThat(log.linesWith("registrations held")).hasSize(2);
        }
    }

    @Test
    void tellsARefusalWithoutAStackTrace() throws Exception {
        router.refuse("com.app.a", Uris.NOT_AUTHORIZED);
        try (LogCapture log = new LogCapture("io.camelwamp", Level.INFO)) {
            routes(r -> r.from("wamp:procedure:com.app.a").to("mock:in"));

            await().until(() ->
                    !log.linesWith("The router refuses procedure com.app.a").isEmpty());
            assertThat(log.linesWith("WampException")).isEmpty();
        }
    }

    @Test
    void tellsOnceForEachAttemptThatASecretCouldNotBeFetchedAndWhy() throws Exception {
        SecretSource vault = (method, authid) -> CompletableFuture.failedFuture(new WampException.JoinFailed(
                Uris.UNAVAILABLE, "The secret of '" + authid + "' cannot be had: the vault is sealed"));
        context.getRegistry().bind("vault", SecretSource.class, vault);
        router.challenge = new Challenge("ticket", Map.of());
        try (LogCapture log = new LogCapture("io.camelwamp", Level.INFO)) {
            routes(r -> r.from("wamp:topic:com.app.a?authMethods=ticket&authid=joe&secretSource=#vault")
                    .to("mock:in"));

            await().until(() -> log.linesWith("the vault is sealed").size() >= 2);
            assertThat(log.linesWith("vault")).allSatisfy(line -> assertThat(line)
                    .startsWith("WARN No session in realm realm1 as joe at local:router: The secret of 'joe'"));
        }
    }
}
