package io.camelwamp.router.transport;

import io.camelwamp.codec.MessageCodec;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import io.camelwamp.transport.local.LocalRouter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of a connection: puts frames together, decodes messages, and hands them over
 * to the event loop.
 *
 * <p>Jetty calls it from threads of its own, one call at a time: the next frame comes only when it
 * is asked for.
 */
final class JettyConnection implements FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JettyConnection.class);

    /** A larger buffer is given up once the message that needed it was read. */
    private static final int LARGEST_KEPT_BUFFER = 64 * 1024;

    private static final int SMALLEST_BUFFER = 1024;

    private final LocalRouter router;
    private final JettyWebSocketConfig config;
    private final MessageCodec codec;
    private final ChannelSecurity security;
    private final byte messageOpCode;

    private CoreSession session;
    private HandOver handOver;
    private JettyTransport transport;

    private byte[] octets = new byte[SMALLEST_BUFFER];
    private int length;

    /**
     * Set by the first fault: what still arrives is read, as the close frame is behind it, and
     * dropped.
     */
    private boolean faulty;

    private Throwable failure;

    JettyConnection(LocalRouter router, JettyWebSocketConfig config, MessageCodec codec, ChannelSecurity security) {
        this.security = security;
        this.router = router;
        this.config = config;
        this.codec = codec;
        this.messageOpCode = codec.serializer().isText() ? OpCode.TEXT : OpCode.BINARY;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        try {
            handOver = new HandOver(router.eventLoop(), session::demand);
            transport = new JettyTransport(session, codec, router.eventLoop(), handOver, config, security);
            handOver.add(() -> transport.open(router), 0);
        } catch (IllegalStateException | RejectedExecutionException e) {
            callback.failed(e);
            return;
        }
        callback.succeeded();
        session.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        try {
            receive(frame);
        } catch (RejectedExecutionException e) {
            // The loop is closed, and with it the router: nobody listens any more.
            callback.failed(e);
            session.abort();
            return;
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE && handOver.mayRead()) {
            session.demand();
        }
    }

    private void receive(Frame frame) {
        if (frame.isDataFrame()) {
            if (!faulty) {
                receiveData(frame);
            }
        } else if (frame.getOpCode() == OpCode.PING) {
            // Onto the heap, whatever kind of buffer Jetty reads into.
            ByteBuffer content = ByteBuffer.wrap(BufferUtil.toArray(frame.getPayload()));
            handOver.add(() -> transport.pinged(content), 0);
        } else if (frame.getOpCode() == OpCode.PONG) {
            handOver.add(transport::heard, 0);
        }
    }

    private void receiveData(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION && frame.getOpCode() != messageOpCode) {
            fault(
                    CloseStatus.BAD_DATA,
                    codec.serializer().subprotocol()
                            + " needs "
                            + (codec.serializer().isText() ? "text" : "binary")
                            + " frames");
            return;
        }
        int size = frame.getPayloadLength();
        if (size > config.maxMessageSize() - length) {
            faulty = true;
            String text = "A message is larger than " + config.maxMessageSize() + " octets";
            handOver.add(() -> transport.fail(CloseStatus.MESSAGE_TOO_LARGE, text), 0);
            return;
        }
        append(frame.getPayload(), size);
        if (!frame.isFin()) {
            handOver.add(transport::heard, 0);
            return;
        }
        int complete = length;
        length = 0;
        decode(complete);
        if (octets.length > LARGEST_KEPT_BUFFER) {
            octets = new byte[SMALLEST_BUFFER];
        }
    }

    private void append(ByteBuffer payload, int size) {
        if (octets.length - length < size) {
            int doubled = (int) Math.min(2L * octets.length, config.maxMessageSize());
            octets = Arrays.copyOf(octets, Math.max(doubled, length + size));
        }
        if (size > 0) {
            payload.get(octets, length, size);
            length += size;
        }
    }

    private void decode(int size) {
        Message message;
        try {
            message = codec.decode(octets, 0, size);
        } catch (WampException.ProtocolViolation violation) {
            faulty = true;
            handOver.add(() -> transport.violated(CloseStatus.PROTOCOL, violation), 0);
            return;
        }
        handOver.add(() -> transport.received(message), size);
    }

    private void fault(int closeCode, String text) {
        faulty = true;
        WampException.ProtocolViolation violation = new WampException.ProtocolViolation(text);
        handOver.add(() -> transport.violated(closeCode, violation), 0);
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        failure = cause;
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        callback.succeeded();
        if (transport == null) {
            return;
        }
        try {
            handOver.add(() -> transport.gone(status, failure), 0);
        } catch (RejectedExecutionException e) {
            LOG.debug("A connection ended after the router's event loop: {}", e.getMessage());
        }
    }
}
