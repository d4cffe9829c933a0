package io.camelwamp.router.permission;

/**
 * The answer to an {@link AccessRequest}; immutable.
 *
 * @param allowed whether the session may do it
 * @param disclosed whether the receivers of its calls or publications learn who it is, asked for or
 *     not; without effect in a realm that never discloses
 * @param trustLevel how far receivers may trust the call or publication, 0 being the least (spec:
 *     advanced/rpc_call_trustlevels.md, advanced/pubsub_publication_trustlevels.md); {@link
 *     #NO_TRUST_LEVEL} tells them nothing
 */
public record Permission(boolean allowed, boolean disclosed, int trustLevel) {
    /** No trust level is given. */
    public static final int NO_TRUST_LEVEL = -1;

    /** Allowed, without disclosure and trust level. */
    public static final Permission GRANTED = new Permission(true, false, NO_TRUST_LEVEL);

    /** Not allowed. */
    public static final Permission DENIED = new Permission(false, false, NO_TRUST_LEVEL);

    /** Checks the trust level. */
    public Permission {
        if (trustLevel < NO_TRUST_LEVEL) {
            throw new IllegalArgumentException("trustLevel must be 0 or more, but is " + trustLevel);
        }
    }

    /** A copy that discloses the session to the receivers, or does not. */
    public Permission withDisclosure(boolean disclosesSession) {
        return new Permission(allowed, disclosesSession, trustLevel);
    }

    /** A copy with a trust level of 0 or more. */
    public Permission withTrustLevel(int level) {
        return new Permission(allowed, disclosed, level);
    }
}
