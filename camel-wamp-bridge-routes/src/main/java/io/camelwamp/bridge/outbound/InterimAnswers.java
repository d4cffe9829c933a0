package io.camelwamp.bridge.outbound;

import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Passes over all interim answers (RFC 9110, section 15.2), known or not, any number of times. The client's own handlers
 * leave a request undone for ever after one that they do not know, and after a second 100.
 */
final class InterimAnswers extends EarlyHintsProtocolHandler {
    @Override
    public boolean accept(Request request, Response response) {
        return HttpStatus.isInterim(response.getStatus());
    }

    /** An abortion has no effect while an interim answer is passed over, and there is no second one. */
    @Override
    protected void onEarlyHints(Request request, HttpFields headers) {
        if (request.getAbortCause() != null) {
            request.getConnection().close();
        }
    }
}
