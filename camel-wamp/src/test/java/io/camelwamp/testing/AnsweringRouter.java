package io.camelwamp.testing;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.protocol.CloseDetails;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.Welcome;
import io.camelwamp.protocol.WelcomeDetails;
import io.camelwamp.session.ReconnectPolicy;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.transport.CloseReason;
import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.Transport;
import io.camelwamp.transport.TransportConfig;
import io.camelwamp.transport.TransportListener;
import io.camelwamp.transport.TransportProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A router on the session's own loop, for tests in which threads race: it lets everybody in,
 * answers each request with what a function says, and can be made to send more.
 */
public final class AnsweringRouter implements TransportProvider {
    private final Function<Message, Message> answers;
    private volatile Link link;

    /**
     * A router.
     *
     * @param answers the answer to a message, or null for none; called on the loop
     */
    public AnsweringRouter(Function<Message, Message> answers) {
        this.answers = answers;
    }

    /** The configuration of a session with this router. */
    public SessionConfig config() {
        return new SessionConfig(
                "realm1",
                List.of(TransportConfig.of(URI.create("answering:router"))),
                List.of(this),
                List.of(new AnonymousAuthenticator()),
                ReconnectPolicy.DEFAULT,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                false);
    }

    @Override
    public Set<String> schemes() {
        return Set.of("answering");
    }

    @Override
    public EventLoop.Cancellable connect(TransportConfig config, EventLoop loop, TransportListener listener) {
        Link opened = new Link(loop, listener);
        link = opened;
        loop.execute(() -> listener.opened(opened));
        return () -> {};
    }

    /** Sends a message to the session that connected last; from any thread. */
    public void send(Message message) {
        link.deliver(message);
    }

    private final class Link implements Transport {
        private final EventLoop loop;
        private final TransportListener listener;
        private boolean closed;

        Link(EventLoop loop, TransportListener listener) {
            this.loop = loop;
            this.listener = listener;
        }

        @Override
        public void send(Message message) {
            if (closed) {
                return;
            }
            Message answer = message instanceof Hello
                    ? new Welcome(1, new WelcomeDetails(Map.of("roles", Map.of("dealer", Map.of()))))
                    : message instanceof Goodbye
                            ? new Goodbye(CloseDetails.NONE, Uris.GOODBYE_AND_OUT)
                            : answers.apply(message);
            if (answer != null) {
                deliver(answer);
            }
        }

        private void deliver(Message message) {
            loop.execute(() -> {
                if (!closed) {
                    listener.message(message);
                }
            });
        }

        @Override
        public Payload prepare(Payload payload) {
            return payload;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void pauseReads() {
            throw new UnsupportedOperationException("This router cannot be held back");
        }

        @Override
        public void resumeReads() {}

        @Override
        public void close(String reason) {
            if (!closed) {
                closed = true;
                loop.execute(() -> listener.closed(new CloseReason(CloseReason.Kind.LOCAL, reason)));
            }
        }

        @Override
        public String peer() {
            return "answering:router";
        }

        @Override
        public String serializerName() {
            return "none";
        }
    }
}
