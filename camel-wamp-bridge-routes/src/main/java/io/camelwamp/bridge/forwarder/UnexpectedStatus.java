package io.camelwamp.bridge.forwarder;

/** A backend that has answered, but not as it should. */
final class UnexpectedStatus extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UnexpectedStatus(int status) {
        super("the backend answered with status " + status, null, false, false);
        this.status = status;
    }

    /** Whether it may be another one next time: the backend's own failures, and its pleas for patience. */
    boolean isPassing() {
        return status >= 500 || status == 408 || status == 425 || status == 429;
    }
}
