package io.camelwamp.bridge.callback;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.bridge.message.RequestObject;
import io.camelwamp.protocol.Payload;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request to the callback API: the key that it comes with, and what it is about.
 *
 * @param key who asks
 * @param body the members of its body; none if it has no body
 */
record CallbackRequest(ApiKey key, RequestObject body) {
    private static final String BEARER = "bearer ";

    /**
     * Finds out who asks.
     *
     * @param keys the keys that there are
     * @param authorization the header, null if absent
     * @throws RefusedException with 401 if there is no token, or one that no key has
     */
    static CallbackRequest authenticated(ApiKeys keys, String authorization, RequestObject body)
            throws RefusedException {
        String inHeader = bearer(authorization);
        String inBody = body.text("token");
        if (inHeader != null && inBody != null && !inHeader.equals(inBody)) {
            throw new RefusedException(400, "the token of the body and that of the Authorization header differ");
        }
        String token = inHeader == null ? inBody : inHeader;
        if (token == null) {
            throw unauthorized("a token is needed: 'token' in the body, or the header 'Authorization: Bearer …'");
        }
        ApiKey key = keys.withToken(token);
        if (key == null) {
            throw unauthorized("there is no API key with this token");
        }
        return new CallbackRequest(key, body);
    }

    private static String bearer(String authorization) throws RefusedException {
        if (authorization == null) {
            return null;
        }
        boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        String token = bearer ? authorization.substring(BEARER.length()).trim() : "";
        if (token.isEmpty()) {
            throw unauthorized("the Authorization header must be 'Bearer' and a token");
        }
        return token;
    }

    private static RefusedException unauthorized(String text) {
        return new RefusedException(401, text, Map.of("WWW-Authenticate", "Bearer"));
    }

    /** Arguments of a call or publication: {@code params}, or {@code args} and {@code kwargs}. */
    Payload payload() throws RefusedException {
        List<Object> params = body.list("params");
        List<Object> args = body.list("args");
        if (!params.isEmpty() && !args.isEmpty()) {
            throw new RefusedException(400, "'params' and 'args' mean the same: give one of them");
        }
        return Payload.of(params.isEmpty() ? args : params, body.object("kwargs"));
    }
}
