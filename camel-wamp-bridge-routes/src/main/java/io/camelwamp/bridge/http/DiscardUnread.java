package io.camelwamp.bridge.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Skips what is left of a refused request's body before the server goes on, so that the next
 * request on the connection is understood. Of a longer body than the limit the connection is closed
 * instead.
 */
final class DiscardUnread extends Callback.Nested {
    private final Request request;
    private final Response response;
    private long left;

    DiscardUnread(Request request, Response response, Callback callback, long limit) {
        super(callback);
        this.request = request;
        this.response = response;
        this.left = limit;
    }

    @Override
    public void succeeded() {
        if (response.getStatus() >= HttpStatus.BAD_REQUEST_400 && isWorthwhile()) {
            discard();
        } else {
            super.succeeded();
        }
    }

    /**
     * In HTTP/2 a request ends with its stream; and a client that asked before sending will not
     * send any more.
     */
    private boolean isWorthwhile() {
        HttpVersion version = request.getConnectionMetaData().getHttpVersion();
        return version.getVersion() <= HttpVersion.HTTP_1_1.getVersion()
                && request.getConnectionMetaData().isPersistent()
                && !request.getHeaders().contains(HttpHeader.EXPECT);
    }

    private void discard() {
        while (left > 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::discard);
                return;
            }
            left -= chunk.remaining();
            boolean ended = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (ended) {
                break;
            }
        }
        super.succeeded();
    }
}
