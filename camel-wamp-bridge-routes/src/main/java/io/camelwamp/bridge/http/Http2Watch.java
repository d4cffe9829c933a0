package io.camelwamp.bridge.http;

import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.io.EndPoint;

/** Looks whether the stream of an HTTP/2 request is still there. */
final class Http2Watch implements ClientWatch {
    private final HTTP2Connection connection;
    private final int streamId;
    private final Runnable whenGone;
    private volatile boolean stopped;

    Http2Watch(HTTP2Connection connection, int streamId, Runnable whenGone) {
        this.connection = connection;
        this.streamId = streamId;
        this.whenGone = whenGone;
    }

    @Override
    public void look() {
        HTTP2Stream stream = connection.getSession().getStream(streamId);
        EndPoint endPoint = connection.getEndPoint();
        boolean closed = !endPoint.isOpen() || endPoint.isInputShutdown();
        if (!stopped && (closed || stream == null || stream.isReset())) {
            whenGone.run();
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
