package io.camelwamp.transport.netty;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoop.Cancellable;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Ends a connection in good order: what is pending goes out, then the announcement that nothing
 * follows, and the peer may announce the same; each step has its time. A framing without an
 * announcement leaves that to the end of the stream.
 *
 * <p>Meanwhile the owner goes on reading, because the network drops what was sent on a connection
 * that is cut with unread input. Confined to the connection's event loop.
 */
final class Farewell {
    /** How long a peer may take to read what was sent. */
    static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(5);

    /** How long a peer that has everything may take to answer. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);

    private final Channel channel;
    private final EventLoop loop;
    private final Outbound outbound;
    private final Framing framing;

    private Cancellable timer = () -> {};
    private boolean announced;
    private boolean flushed;
    private boolean answered;

    Farewell(Channel channel, EventLoop loop, Outbound outbound, Framing framing) {
        this.channel = channel;
        this.loop = loop;
        this.outbound = outbound;
        this.framing = framing;
    }

    /** Runs a task unless {@link #say} or {@link #cancel} comes first. */
    void expectWithin(Duration time, Runnable otherwise) {
        timer.cancel();
        timer = loop.schedule(time, otherwise);
    }

    /** Sends the announcement; called once. */
    void say(int code, String words) {
        expectWithin(FLUSH_TIMEOUT, channel::close);
        announced = framing.writeClose(outbound.beginFrame(framing.frameSize(words.length())), code, words);
        outbound.endFrame();
        outbound.flushThen(this::flushed);
    }

    private void flushed() {
        flushed = true;
        if (answered) {
            channel.close();
        } else if (channel.isOpen()) {
            expectWithin(ANSWER_TIMEOUT, channel::close);
            if (!announced) {
                endStream();
            }
        }
    }

    /** The peer sees the end of what we send, and answers it with its own. */
    private void endStream() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            channel.close();
        }
    }

    /** The peer has announced that it sends nothing more. */
    void heard() {
        answered = true;
        if (flushed) {
            channel.close();
        }
    }

    /** The connection is gone. */
    void cancel() {
        timer.cancel();
    }
}
