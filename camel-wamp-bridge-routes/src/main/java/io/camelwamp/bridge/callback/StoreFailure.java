package io.camelwamp.bridge.callback;

import java.sql.SQLException;

/** The database does not do what it should. */
final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param what could not be done
     */
    StoreFailure(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }

    /** A failure of which no statement is to blame. */
    StoreFailure(String what) {
        super(what);
    }
}
