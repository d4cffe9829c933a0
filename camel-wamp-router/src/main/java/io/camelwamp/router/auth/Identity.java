package io.camelwamp.router.auth;

import java.util.Map;
import java.util.Objects;

/**
 * Who a session is, as the router sees it; told to the client in WELCOME.
 *
 * @param authid the name, not null
 * @param authrole the role that permissions are given to, not null
 * @param authmethod the method that found it out, not null
 * @param authprovider where the identity comes from: {@code static}, {@code dynamic} …, not null
 * @param authextra further data for the client, not null
 */
public record Identity(
        String authid, String authrole, String authmethod, String authprovider, Map<String, Object> authextra) {

    /** Copies the map. */
    public Identity {
        Objects.requireNonNull(authid, "authid");
        Objects.requireNonNull(authrole, "authrole");
        Objects.requireNonNull(authmethod, "authmethod");
        Objects.requireNonNull(authprovider, "authprovider");
        authextra = Map.copyOf(authextra);
    }

    /** Without authextra, which may hold what identifies a session. */
    @Override
    public String toString() {
        return authid + " (" + authrole + ", by " + authmethod + ")";
    }
}
