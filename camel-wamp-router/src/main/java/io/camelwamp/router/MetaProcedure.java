package io.camelwamp.router;

import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;

/** One of the router's own procedures. */
@FunctionalInterface
interface MetaProcedure {
    /**
     * Answers a call at once.
     *
     * @return the result
     * @throws WampException with the ERROR's URI and text
     */
    Payload call(RouterSession caller, MetaArguments arguments);
}
