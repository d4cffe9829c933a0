package io.camelwamp.session;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's log, under the name that users know: a session's story at INFO, oddities of the
 * router at DEBUG.
 */
final class SessionLog {
    static final Logger LOG = LoggerFactory.getLogger(WampSession.class);

    private SessionLog() {}

    static void handlerFailed(String what, RuntimeException failure) {
        LOG.error("A handler failed on an {}", what, failure);
    }
}
