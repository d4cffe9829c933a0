package io.camelwamp.router;

import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;

/**
 * Payload pass-through mode (spec: advanced/payload_passthru_mode.md): the payload is somebody
 * else's business, and the options that describe it are handed on as they are.
 */
final class PassThru {
    static final String SCHEME = "ppt_scheme";

    private static final List<String> KEYS = List.of(SCHEME, "ppt_serializer", "ppt_cipher", "ppt_keyid");

    private PassThru() {}

    /**
     * Whether a message uses the mode.
     *
     * @throws WampException.ProtocolViolation if it does and its sender did not announce it
     */
    static boolean isUsed(Attributes options, MessageType type, RouterSession sender, PeerFeature needed) {
        String scheme = options.isEmpty() ? null : options.text(SCHEME);
        if (scheme == null || scheme.isEmpty()) {
            return false;
        }
        if (!sender.features().has(needed)) {
            throw new WampException.ProtocolViolation(
                    type + ".Options.ppt_scheme needs payload_passthru_mode, which the "
                            + needed.role()
                            + " did not announce");
        }
        return true;
    }

    /** Hands the mode's options on. */
    static void copy(Attributes options, Map<String, Object> details) {
        for (String key : KEYS) {
            Object value = options.values().get(key);
            if (value != null) {
                details.put(key, value);
            }
        }
    }
}
