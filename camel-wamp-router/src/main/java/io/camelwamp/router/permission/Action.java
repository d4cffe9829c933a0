package io.camelwamp.router.permission;

/** What a session can ask a router to do with a URI. */
public enum Action {
    /** Publish to a topic. */
    PUBLISH,
    /** Subscribe to a topic or a pattern of topics; also asked for reading a history of events. */
    SUBSCRIBE,
    /** Call a procedure, one of the router's own included. */
    CALL,
    /** Register a procedure or a pattern of procedures. */
    REGISTER
}
