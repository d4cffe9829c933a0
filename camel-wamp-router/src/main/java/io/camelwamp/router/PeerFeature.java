package io.camelwamp.router;

/** A feature that a client can announce in HELLO and that the router acts on. */
enum PeerFeature {
    /** The callee understands INTERRUPT. */
    CALL_CANCELING("callee", "call_canceling"),
    /** The callee may be asked for progressive results. */
    PROGRESSIVE_RESULTS("callee", "progressive_call_results"),
    /** The callee understands further INVOCATIONs with the same id. */
    PROGRESSIVE_INVOCATIONS("callee", "progressive_call_invocations"),
    /** The callee can watch over time-outs itself. */
    CALLEE_TIMEOUT("callee", "call_timeout"),
    /** The callee understands UNREGISTERED that answers nothing. */
    REGISTRATION_REVOCATION("callee", "registration_revocation"),
    CALLEE_PASS_THRU("callee", "payload_passthru_mode"),
    /** The caller may send further CALLs with the same id. */
    PROGRESSIVE_CALLS("caller", "progressive_call_invocations"),
    CALLER_PASS_THRU("caller", "payload_passthru_mode"),
    PUBLISHER_PASS_THRU("publisher", "payload_passthru_mode"),
    /** The subscriber understands UNSUBSCRIBED that answers nothing. */
    SUBSCRIPTION_REVOCATION("subscriber", "subscription_revocation"),
    SUBSCRIBER_PASS_THRU("subscriber", "payload_passthru_mode");

    private final String role;
    private final String wireName;

    PeerFeature(String role, String wireName) {
        this.role = role;
        this.wireName = wireName;
    }

    String role() {
        return role;
    }

    String wireName() {
        return wireName;
    }
}
