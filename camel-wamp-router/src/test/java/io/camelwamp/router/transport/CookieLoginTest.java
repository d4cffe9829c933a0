package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.UnaskedAuthenticator;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.auth.CookieMethod;
import io.camelwamp.router.auth.CookieRules;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.transport.Front.Running;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.SessionListener;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.CookieJar;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.netty.WebSocketTransportProvider;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Clients that logged in once and are known again by their cookie, over every front. */
@Timeout(60)
class CookieLoginTest {
    private static final String TICKET = "ticket-of-joe";
    private static final Authenticator COOKIE = new UnaskedAuthenticator("cookie", null);

    private final SettableClock clock = new SettableClock();
    private final CookieMethod method = new CookieMethod(
            new CookieRules("wamptid", Duration.ofHours(1), 100, Set.of("https://app.example.com")), clock);
    private final CookieJar jar = new CookieJar();
    private final AtomicInteger challenges = new AtomicInteger();
    private final Authenticator ticket = new TicketAuthenticator(
            "joe",
            (name, authid) -> {
                challenges.incrementAndGet();
                return SecretSource.of(TICKET.toCharArray()).fetch(name, authid);
            },
            true);

    private static final class SettableClock extends Clock {
        private volatile Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private Running open(Front front) throws Exception {
        return open(front, 0);
    }

    private Running open(Front front, int port) throws Exception {
        InMemoryUsers users = new InMemoryUsers(
                User.of("joe", "staff", Credential.Ticket.of(TICKET)),
                User.of("ann", "staff", Credential.Ticket.of(TICKET)));
        return front.open(RealmConfig.DEFAULT.withAuthentication(method, new TicketMethod(users)), method, port);
    }

    private Welcome join(Running running, Map<String, String> headers) throws Exception {
        Joining joining = Joining.at(running.uri(), jar, headers, COOKIE, ticket);
        assertThat(joining.end()).isNull();
        return joining.welcome();
    }

    private void joinsBy(String expected, Running running) throws Exception {
        Welcome welcome = join(running, Map.of());
        assertThat(welcome.details().authmethod()).isEqualTo(expected);
        assertThat(welcome.details().authid()).isEqualTo("joe");
        assertThat(welcome.details().authrole()).isEqualTo("staff");
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void knowsASessionAgainThatHasToReconnectAndAsksForNothing(Front front) throws Exception {
        Queue<Welcome> welcomes = new ConcurrentLinkedQueue<>();
        try (EventLoops loops = EventLoops.create("test", 1)) {
            Running first = open(front, 0);
            WampSession session = open(first.uri(), loops, welcomes);
            try {
                await().until(() -> welcomes.size() == 1);
            } finally {
                first.close();
            }
            Running again = open(front, first.port());
            try {
                await().until(() -> welcomes.size() == 2);
            } finally {
                session.close();
                again.close();
            }
        }
        assertThat(welcomes).extracting(w -> w.details().authmethod()).containsExactly("ticket", "cookie");
        assertThat(welcomes).extracting(w -> w.details().authid()).containsOnly("joe");
        assertThat(challenges).hasValue(1);
    }

    private WampSession open(URI uri, EventLoops loops, Queue<Welcome> welcomes) throws Exception {
        Duration limit = Duration.ofSeconds(10);
        SessionConfig config = new SessionConfig(
                "realm1",
                List.of(TransportConfig.builder(uri).cookies(jar).build()),
                List.of(new WebSocketTransportProvider()),
                List.of(COOKIE, ticket),
                new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(10), 0, limit, limit),
                limit,
                limit,
                limit,
                limit,
                true);
        CompletableFuture<WampSession> opened = new CompletableFuture<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void joined(Welcome welcome) {
                welcomes.add(welcome);
            }
        };
        loops.next().execute(() -> {
            WampSession session = WampSession.open(config, loops);
            session.addListener(listener);
            opened.complete(session);
        });
        return opened.get();
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void fallsBackOnceTheLoginIsOverOrForgotten(Front front) throws Exception {
        try (Running running = open(front)) {
            joinsBy("ticket", running);
            joinsBy("cookie", running);
            clock.now = clock.now.plus(Duration.ofHours(1));
            joinsBy("ticket", running);
            joinsBy("cookie", running);
            method.forget("realm1", "joe");
            joinsBy("ticket", running);
        }
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void turnsAnUnknownCookieAwayIfNothingElseIsOffered(Front front) throws Exception {
        try (Running running = open(front)) {
            Joining joining = Joining.at(running.uri(), jar, Map.of("Cookie", "wamptid=guessed"), COOKIE);
            assertThat(joining.end().uri()).isEqualTo(Uris.AUTHENTICATION_FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void letsNoPageOfAnotherOriginUseTheCookie(Front front) throws Exception {
        try (Running running = open(front)) {
            joinsBy("ticket", running);
            for (String foreign :
                    List.of("http://evil.example.com", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.com")) {
                assertThat(join(running, Map.of("Origin", foreign)).details().authmethod())
                        .as(foreign)
                        .isEqualTo("ticket");
            }
            for (String own : List.of("http://127.0.0.1:" + running.port(), "https://APP.example.com")) {
                assertThat(join(running, Map.of("Origin", own)).details().authmethod())
                        .as(own)
                        .isEqualTo("cookie");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void bindsNoLoginToAValueThatSomebodyElseChose(Front front) throws Exception {
        try (Running running = open(front)) {
            Map<String, String> planted = Map.of("Cookie", "wamptid=planted");
            assertThat(join(running, planted).details().authmethod()).isEqualTo("ticket");

            Joining attacker = Joining.at(running.uri(), new CookieJar(), planted, COOKIE);
            assertThat(attacker.end().uri()).isEqualTo(Uris.AUTHENTICATION_FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void forgetsALoginWhenSomebodyElseLogsInWithItsCookie(Front front) throws Exception {
        Authenticator ann = new TicketAuthenticator("ann", SecretSource.of(TICKET.toCharArray()), true);
        try (Running running = open(front)) {
            joinsBy("ticket", running);
            Joining other = Joining.at(running.uri(), jar, Map.of(), ann);
            assertThat(other.welcome().details().authid()).isEqualTo("ann");
            joinsBy("ticket", running);
        }
    }

    @ParameterizedTest
    @EnumSource(Front.class)
    void setsACookieThatPagesCannotReadAndShowsItNowhere(Front front) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("io.camelwamp");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        String kept;
        try (Running running = open(front);
                RawHttp http = new RawHttp(running.port())) {
            assertThat(http.answerHeaders(RawHttp.upgrade("Sec-WebSocket-Protocol: wamp.2.json")))
                    .containsPattern(
                            "(?i)set-cookie: wamptid=[A-Za-z0-9_-]{32}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax\r\n");
            joinsBy("ticket", running);
            joinsBy("cookie", running);
            kept = jar.header("127.0.0.1:" + running.port(), "/", false);
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(kept).startsWith("wamptid=");
        String value = kept.substring("wamptid=".length());
        assertThat(log.list)
                .isNotEmpty()
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(value) || line.contains(TICKET));
        assertThat(jar).hasToString("CookieJar[1]");
    }
}
