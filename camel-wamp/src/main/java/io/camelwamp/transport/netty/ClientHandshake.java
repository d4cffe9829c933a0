package io.camelwamp.transport.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * What a client says on a fresh connection before there are messages; the last handler of its
 * channel until it hands over to a {@link NettyTransport}.
 */
abstract class ClientHandshake extends ChannelInboundHandlerAdapter {
    private final ConnectAttempt attempt;

    ClientHandshake(ConnectAttempt attempt) {
        this.attempt = attempt;
    }

    /**
     * Speaks first; called on the loop once the connection, and TLS where it is asked for, stands.
     */
    abstract void begin();

    ConnectAttempt attempt() {
        return attempt;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        attempt.fail(ConnectionFailure.hungUp(attempt.destination().name()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        attempt.fail(ConnectionFailure.ofAttempt(attempt.destination().name(), cause));
    }
}
