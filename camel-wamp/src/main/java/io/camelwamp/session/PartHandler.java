package io.camelwamp.session;

import io.camelwamp.protocol.Payload;

/**
 * Takes the parts of an invocation after the first (spec:
 * advanced/rpc_progressive_call_invocations.md); called on the event loop, where it must not block.
 */
@FunctionalInterface
public interface PartHandler {
    /**
     * Takes a part.
     *
     * @param part arguments and keyword arguments
     * @param last whether it is the last one
     * @return false if there is no room for it, which ends the invocation: callers cannot be held back
     */
    boolean onPart(Payload part, boolean last);
}
