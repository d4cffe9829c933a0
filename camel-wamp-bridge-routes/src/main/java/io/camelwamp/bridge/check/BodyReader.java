package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.HttpRequests;
import io.camelwamp.bridge.http.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Reads the request's body, up to a limit, and makes it the message's body as {@code byte[]}.
 *
 * <p>A body over the limit is refused with 413 as soon as that is known: from its declared length
 * before it is read, else when the limit is passed. A body that has arrived with its headers is
 * read at once; of one that has not, no thread waits.
 */
public class BodyReader extends AsyncProcessorSupport {
    private static final int DEFAULT_CAP = 16 * 1024 * 1024;
    private static final int LARGEST_CAP = 1024 * 1024 * 1024;

    private int postBodyLimit;
    private int bodyCap = DEFAULT_CAP;

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            HttpServletRequest request = HttpRequests.requestOf(exchange);
            // Before the stream is asked for, which tells a client that expects to be told to send.
            int declaredLength = declaredLength(request);
            BodyCollector collector = new BodyCollector(request.getInputStream(), limit(), declaredLength);
            if (collector.collectAvailable()) {
                exchange.getMessage().setBody(collector.body());
                callback.done(true);
                return true;
            }
            collector.collectRest(() -> finish(exchange, collector, callback));
            return false;
        } catch (IOException | RefusedException | IllegalStateException e) {
            exchange.setException(BodyCollector.explain(e));
            callback.done(true);
            return true;
        }
    }

    private static void finish(Exchange exchange, BodyCollector collector, AsyncCallback callback) {
        if (collector.failure() == null) {
            exchange.getMessage().setBody(collector.body());
        } else {
            exchange.setException(BodyCollector.explain(collector.failure()));
        }
        callback.done(false);
    }

    private int limit() {
        return postBodyLimit > 0 ? Math.min(postBodyLimit, bodyCap) : bodyCap;
    }

    /** The length that the request declares, or -1 if it declares none. */
    private int declaredLength(HttpServletRequest request) throws RefusedException {
        long length = request.getContentLengthLong();
        if (length > limit()) {
            throw tooLarge(limit());
        }
        return (int) length;
    }

    static RefusedException tooLarge(int limit) {
        return new RefusedException(413, "the body is too large: at most " + limit + " octets are accepted");
    }

    /**
     * Sets how large a body may be.
     *
     * @param postBodyLimit octets; 0 leaves the cap as the only limit
     */
    public void setPostBodyLimit(int postBodyLimit) {
        if (postBodyLimit < 0) {
            throw new IllegalArgumentException(
                    "postBodyLimit is " + postBodyLimit + ": it must be a number of octets, or 0 for no limit");
        }
        this.postBodyLimit = postBodyLimit;
    }

    /**
     * Sets the limit that guards the memory where no other limit is set.
     *
     * @param bodyCap octets, from 1 to 1 GiB; 16 MiB by default
     */
    public void setBodyCap(int bodyCap) {
        if (bodyCap < 1 || bodyCap > LARGEST_CAP) {
            throw new IllegalArgumentException(
                    "bodyCap is " + bodyCap + ": it must be a number of octets from 1 to " + LARGEST_CAP);
        }
        this.bodyCap = bodyCap;
    }
}
