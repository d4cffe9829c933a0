package io.camelwamp.router.permission;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides what sessions may do.
 *
 * <p>Asked on the router's event loop for every PUBLISH, SUBSCRIBE, CALL and REGISTER, so it must
 * not block. While an answer is outstanding, later messages of that session wait and nobody else's.
 */
@FunctionalInterface
public interface Authorizer {
    /**
     * Everybody may do everything that the realm offers; the router does not even ask this one.
     */
    Authorizer ALLOW_ALL = request -> CompletableFuture.completedFuture(Permission.GRANTED);

    /**
     * Judges a request.
     *
     * @return the permission, now or later and from any thread; a stage that fails, or takes longer
     *     than ten seconds, refuses the request with {@code wamp.error.authorization_failed}
     */
    CompletionStage<Permission> authorize(AccessRequest request);
}
