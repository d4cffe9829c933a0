package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.http.HeaderNames;
import java.util.List;
import java.util.Map;

/**
 * What a backend answered.
 *
 * @param status the HTTP status
 * @param headers values by names; each word of a name begins with a capital letter, as in {@code Content-Type}
 * @param body decompressed; empty if there is none
 */
public record OutboundAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    /** The first value of a header, null if it is absent. */
    public String header(String name) {
        List<String> values = headers.get(HeaderNames.spelled(name));
        return values == null ? null : values.get(0);
    }

    /** Whether the status is one of success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Status and size only: headers and body may be secrets. */
    @Override
    public String toString() {
        return status + " with " + body.length + " octets";
    }
}
