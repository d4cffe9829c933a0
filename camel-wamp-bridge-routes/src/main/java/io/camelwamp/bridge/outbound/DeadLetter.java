package io.camelwamp.bridge.outbound;

import java.util.Map;

/**
 * What could not be delivered.
 *
 * @param what it is, for the log; without its payload
 * @param url where it should have gone
 * @param headers that tell what it is, by the names that a route finds them by
 * @param body JSON as UTF-8
 */
public record DeadLetter(String what, String url, Map<String, Object> headers, byte[] body) {
    /** Without the payload. */
    @Override
    public String toString() {
        return what + " for " + url;
    }
}
