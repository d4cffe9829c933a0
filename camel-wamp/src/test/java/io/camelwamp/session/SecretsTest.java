package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Payload;
import io.camelwamp.testing.ScriptedRouter;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What proves an identity, and what users send, does not show. */
class SecretsTest {
    private static final String SECRET = "s3cr3t";

    private record Ticket(String ticket) implements Authenticator, Authenticator.Login {
        @Override
        public CompletionStage<Login> begin(ChannelSecurity channel) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public String method() {
            return "ticket";
        }

        @Override
        public String authid() {
            return "joe";
        }

        @Override
        public Map<String, Object> authextra() {
            return Map.of("key", SECRET);
        }

        @Override
        public CompletionStage<Authenticate> answer(Challenge challenge) {
            return CompletableFuture.completedFuture(new Authenticate(ticket, Map.of()));
        }
    }

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.camelwamp");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Level level = logger.getLevel();

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(level);
    }

    @Test
    void doNotAppearInTheLogOfASession() {
        Story story = Story.with().authenticators(new Ticket(SECRET)).begin();
        story.router
                .accepts()
                .expects("[1, 'realm1', '<details authmethods=[ticket] authid>']")
                .sends("[4, 'ticket', {nonce: '" + SECRET + "'}]")
                .expects("[5, '" + SECRET + "', {}]")
                .sends(ScriptedRouter.WELCOME);
        Story.Calls calls = new Story.Calls();
        story.register("a.b", calls);
        story.router.expects("[64, 1, {}, 'a.b']").sends("[65, 1, 9]", "[68, 1, 9, {}, ['" + SECRET + "']]");
        calls.last().complete(Payload.ofArgs(SECRET));
        story.publish("a.t", SECRET);
        story.router.sends("[36, 5, 6, {}, ['" + SECRET + "']]", "[50, 99, {}, ['" + SECRET + "']]");
        story.router.drops();

        assertThat(log.list).isNotEmpty();
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void doNotAppearInTheTextOfAConfiguration() {
        TransportConfig target = TransportConfig.of(URI.create("script://joe:" + SECRET + "@host:1/ws"));
        Story story = Story.with().begin();
        SessionConfig config = new SessionConfig(
                "realm1",
                List.of(target),
                List.of(story.router),
                List.of(new Ticket(SECRET)),
                ReconnectPolicy.DEFAULT,
                Story.JOIN_TIMEOUT,
                Story.REQUEST_TIMEOUT,
                Story.LEAVE_TIMEOUT,
                Story.PATIENCE,
                false);

        assertThat(config.toString()).contains("realm1", "host").doesNotContain(SECRET);
    }

    @Test
    void doNotAppearInTheTextOfWhatWasReceived() {
        Story story = Story.open();
        Story.Events events = new Story.Events();
        WampCall call = story.call("a.b", SECRET);
        story.subscribe("a.t", events);
        story.router
                .expects("[48, 1, {}, 'a.b', '<args>']")
                .expects("[32, 2, {}, 'a.t']")
                .sends("[50, 1, {}, ['" + SECRET + "']]", "[33, 2, 77]")
                .sends("[36, 77, 1, {}, ['" + SECRET + "']]");

        assertThat(story.resultOf(call.result()).toString()).doesNotContain(SECRET);
        assertThat(events.received.get(0).toString()).doesNotContain(SECRET);
    }
}
