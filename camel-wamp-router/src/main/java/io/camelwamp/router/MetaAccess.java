package io.camelwamp.router;

/**
 * How much of the meta API a realm offers to its sessions; which of them may use it is up to the
 * realm's authorizer (spec: advanced/meta_api_*.md).
 *
 * <p>A session's own testaments are always offered: they do nothing that it could not publish
 * itself.
 */
public enum MetaAccess {
    /** Nothing: no procedures, no meta events. */
    NONE,
    /**
     * What tells about sessions, subscriptions and registrations, and meta events. They name
     * sessions whether the realm discloses publishers and callers or not.
     */
    READ,
    /**
     * Also what takes something from others: ending their sessions, removing them from
     * subscriptions and registrations, changing their details, and {@code force_reregister} against
     * a callee with another authid.
     */
    ALL
}
