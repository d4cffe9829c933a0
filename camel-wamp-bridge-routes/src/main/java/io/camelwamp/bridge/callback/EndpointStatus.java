package io.camelwamp.bridge.callback;

/**
 * What is the matter with an endpoint.
 *
 * @param state the state
 * @param reason why, for people; null if there is nothing to say
 */
record EndpointStatus(State state, String reason) {
    /** The states; in answers they are in lower case. */
    enum State {
        /** The router has it. */
        ACTIVE,
        /** The router has not been asked yet, or has not answered. */
        PENDING,
        /** The router does not want it; it is tried again. */
        REFUSED,
        /** The application does not answer; procedures are withdrawn until it does, events are dead letters. */
        DEAD,
        /** Another key has registered the procedure meanwhile; it is withdrawn until the name is free. */
        TAKEN,
        /** Its key, or the settings, do not permit it any more; it is withdrawn until they do. */
        FORBIDDEN,
        /** It was there and is gone. */
        REMOVED,
        /** There is none. */
        UNKNOWN
    }

    /** Its application does not answer. */
    static final EndpointStatus DEAD =
            new EndpointStatus(State.DEAD, "the application does not answer; it is probed until it does");

    static EndpointStatus of(State state) {
        return new EndpointStatus(state, null);
    }
}
