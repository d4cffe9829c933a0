package io.camelwamp.session;

import io.camelwamp.protocol.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's log, under the name that users know: a session's story at INFO, oddities of the
 * router at DEBUG.
 */
final class SessionLog {
    static final Logger LOG = LoggerFactory.getLogger(WampSession.class);

    private SessionLog() {}

    /** Tells as whom: roles and rights that are missing later begin here. */
    static void joined(String realm, String place, Welcome welcome) {
        LOG.info(
                "Joined realm {} at {} as session {} (authid {}, role {}, method {})",
                realm,
                place,
                welcome.session(),
                welcome.details().authid(),
                welcome.details().authrole(),
                welcome.details().authmethod());
    }

    static void handlerFailed(String what, Throwable failure) {
        LOG.error("A handler failed on {}", what, failure);
    }

    static void noThread(String what, Throwable failure) {
        LOG.error("There is no thread for {}, which waits", what, failure);
    }

    /**
     * Runs code of the application on the loop. Whatever it throws, the engine has to go on: other
     * requests wait for what comes after this call.
     */
    static void guard(String what, Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            handlerFailed(what, e);
        }
    }
}
