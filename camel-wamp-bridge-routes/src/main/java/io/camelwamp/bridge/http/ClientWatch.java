package io.camelwamp.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;

/** Notices that a client goes away while it waits for its answer. */
public interface ClientWatch {
    /**
     * A watch that has not looked yet.
     *
     * @param request a request whose body has been read
     * @param whenGone is run when the client has gone, on any thread; must not block
     * @return null if clients on this kind of connection cannot be watched
     */
    static ClientWatch of(HttpServletRequest request, Runnable whenGone) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        if (core == null) {
            return null;
        }
        Connection connection = core.getConnectionMetaData().getConnection();
        if (connection instanceof HTTP2Connection http2) {
            return new Http2Watch(http2, Integer.parseInt(core.getId()), whenGone);
        }
        boolean canHandBack =
                connection instanceof Connection.UpgradeFrom && connection instanceof Connection.UpgradeTo;
        return canHandBack && connection.getEndPoint() instanceof AbstractEndPoint endPoint
                ? new Http1Watch(connection, endPoint, whenGone)
                : null;
    }

    /** Looks, now or from now on; does nothing after {@link #stop}. To be called repeatedly. */
    void look();

    /** Ends the watch. Must be called before the answer is complete. */
    void stop();
}
