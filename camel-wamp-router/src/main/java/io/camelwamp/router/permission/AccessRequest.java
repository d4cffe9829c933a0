package io.camelwamp.router.permission;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.router.auth.Identity;

/**
 * A question to an {@link Authorizer}.
 *
 * @param realm the realm's name
 * @param session the id of the session that asks
 * @param identity who it is
 * @param action what it wants to do
 * @param uri the topic or procedure, or a pattern for them
 * @param match how the URI is meant; a pattern may be granted only if all that it can match may
 */
public record AccessRequest(
        String realm, long session, Identity identity, Action action, String uri, MatchPolicy match) {}
