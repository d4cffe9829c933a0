package io.camelwamp.router.auth;

import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;

/**
 * A client that asks to join, with what it says about itself; nothing of it is proven.
 *
 * @param session the id that the session will have
 * @param realm the realm asked for
 * @param authid the identity claimed, or null
 * @param authrole the role wished for, or null
 * @param authextra data of the method, empty if there is none
 * @param peer where the client is, for people
 * @param channel how safe the connection is, and what TLS found out about the client
 */
public record Applicant(
        long session,
        String realm,
        String authid,
        String authrole,
        Map<String, Object> authextra,
        String peer,
        ChannelSecurity channel) {

    /** Without authextra: what proves an identity must not reach a log. */
    @Override
    public String toString() {
        return "Applicant[session=" + session + ", realm=" + realm + ", authid=" + authid + "]";
    }
}
