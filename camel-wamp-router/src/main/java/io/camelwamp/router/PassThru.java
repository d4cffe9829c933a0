package io.camelwamp.router;

import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.WampException;

/**
 * Payload pass-through mode (spec: advanced/payload_passthru_mode.md), which this router does not
 * announce.
 */
final class PassThru {
    private PassThru() {}

    /**
     * Refuses a message that uses the mode: the specification forbids to ignore it.
     *
     * @throws WampException.ProtocolViolation if the options say that the mode is used
     */
    static void refuse(Attributes options, MessageType type) {
        if (!options.isEmpty() && options.text("ppt_scheme") != null) {
            throw new WampException.ProtocolViolation(
                    type + ".Options.ppt_scheme needs payload_passthru_mode, which is not announced");
        }
    }
}
