package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.json.JsonReader;
import io.camelwamp.bridge.json.MalformedJsonException;
import io.camelwamp.bridge.outbound.OutboundException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Access tokens by OAuth 2.0's client credentials (RFC 6749, section 4.4). A token is used until shortly before it expires
 * or is refused; requests that come while a new one is on its way wait for that one.
 */
final class ClientCredentialsGrant implements Credentials {
    private static final double MAX_MARGIN = 30;
    private static final double LIFE_IF_UNSAID = Duration.ofMinutes(5).toSeconds();
    private static final double MAX_LIFE = Duration.ofDays(1).toSeconds();
    private static final String AUTHORIZATION = "Authorization";

    private record Token(String header, long expiry) {
        boolean isFresh() {
            return System.nanoTime() - expiry < 0;
        }
    }

    private final OutboundClient client;
    private final TargetPolicy policy;
    private final OutboundRequest tokenRequest;

    /** The token at hand, or the one that is on its way; null at first. Guarded by this. */
    private CompletableFuture<Token> current;

    ClientCredentialsGrant(OutboundClient client, TargetPolicy policy, String id, String secret, String scope) {
        this.client = client;
        this.policy = policy;
        String user = UrlEncoding.encode(id) + ":" + UrlEncoding.encode(secret);
        String body = "grant_type=client_credentials"
                + (scope == null || scope.isEmpty() ? "" : "&scope=" + UrlEncoding.encode(scope));
        this.tokenRequest = OutboundRequest.of("POST", policy.base())
                .withHeaders(Map.of(
                        AUTHORIZATION,
                        List.of("Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))),
                        "Content-Type",
                        List.of("application/x-www-form-urlencoded"),
                        "Accept",
                        List.of("application/json")))
                .withBody(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CompletableFuture<OutboundRequest> addTo(OutboundRequest request) {
        return token().thenApply(token -> Credentials.withHeader(request, AUTHORIZATION, token.header()));
    }

    private synchronized CompletableFuture<Token> token() {
        boolean usable = current != null
                && (!current.isDone()
                        || !current.isCompletedExceptionally()
                                && current.getNow(null).isFresh());
        if (!usable) {
            current = client.send(tokenRequest, policy).handle(ClientCredentialsGrant::tokenOf);
        }
        return current;
    }

    /** Forgets the token that was refused, but not one that has replaced it meanwhile. */
    @Override
    public synchronized boolean renew(OutboundRequest refused) {
        boolean same = current != null
                && current.isDone()
                && !current.isCompletedExceptionally()
                && refused.headers()
                        .get(AUTHORIZATION)
                        .contains(current.getNow(null).header());
        if (same) {
            current = null;
        }
        return true;
    }

    /** Servers say anything from nothing to centuries; of a short life, most is used. */
    private static long nanosOfUse(Object expiresIn) {
        double said = expiresIn instanceof Number seconds ? seconds.doubleValue() : LIFE_IF_UNSAID;
        double life = Math.max(0, Math.min(said, MAX_LIFE));
        return (long) ((life - Math.min(MAX_MARGIN, life / 10)) * TimeUnit.SECONDS.toNanos(1));
    }

    private static Token tokenOf(OutboundAnswer answer, Throwable failure) {
        if (failure == null) {
            return read(answer);
        }
        if (!(Retrier.unwrapped(failure) instanceof OutboundException known)) {
            throw new CompletionException(failure);
        }
        String what =
                switch (known.kind()) {
                    case UNREACHABLE -> "cannot be reached";
                    case REFUSED -> "is at an address that is not allowed";
                    case TIMED_OUT -> "did not answer in time";
                    case DROPPED -> "ended the connection before its answer";
                    case TOO_LARGE, MALFORMED, NO_CREDENTIALS -> "gives an answer that cannot be used";
                    case UNAVAILABLE, RECALLED -> throw known;
                };
        throw new OutboundException(
                Kind.NO_CREDENTIALS, "there is no access token: the authorization server " + what, known);
    }

    private static Token read(OutboundAnswer answer) {
        if (!answer.isSuccess()) {
            throw new OutboundException(
                    Kind.NO_CREDENTIALS, "the authorization server gives no access token: status " + answer.status());
        }
        try {
            Map<String, Object> fields = JsonReader.readObject(answer.body());
            if (fields.get("access_token") instanceof String token
                    && "bearer".equalsIgnoreCase(String.valueOf(fields.getOrDefault("token_type", "bearer")))) {
                return new Token("Bearer " + token, System.nanoTime() + nanosOfUse(fields.get("expires_in")));
            }
        } catch (MalformedJsonException e) {
            throw new OutboundException(Kind.NO_CREDENTIALS, "the authorization server's answer is not JSON", e);
        }
        throw new OutboundException(Kind.NO_CREDENTIALS, "the authorization server's answer has no bearer token");
    }
}
