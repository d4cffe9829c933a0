package io.camelwamp.component;

import io.camelwamp.codec.PassthruPayload;
import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payloads that routers do not look into (spec: advanced/payload_passthru_mode.md): on the way out arguments are packed and
 * encrypted as the options say, on the way in the same is undone. Runs on the threads of routes, because a cipher may block.
 */
final class Passthru {
    private static final Logger LOG = LoggerFactory.getLogger(Passthru.class);

    /** Opens what is not encrypted, and encrypts nothing. */
    static final Passthru WITHOUT_CIPHER = new Passthru(null);

    static final String SCHEME = "ppt_scheme";
    static final String SERIALIZER = "ppt_serializer";
    static final String CIPHER = "ppt_cipher";
    static final String KEYID = "ppt_keyid";

    /** All that describes a payload. */
    static final List<String> KEYS = List.of(SCHEME, SERIALIZER, CIPHER, KEYID);

    private final PayloadCipher cipher;

    /** With a cipher, or null for none. */
    Passthru(PayloadCipher cipher) {
        this.cipher = cipher;
    }

    /** Whether options or details say that routers do not look into the payload. */
    static boolean isUsed(Map<String, Object> options) {
        Object scheme = options.isEmpty() ? null : options.get(SCHEME);
        return scheme != null && !scheme.equals("");
    }

    /** Takes all that the endpoint says away where the message says that the mode is not to be used. */
    static void settle(Map<?, ?> ofMessage, Map<String, Object> merged) {
        if (ofMessage.containsKey(SCHEME) && ofMessage.get(SCHEME) == null) {
            KEYS.stream().filter(key -> !ofMessage.containsKey(key)).forEach(merged::remove);
        }
    }

    /** Whether options let any arguments be sent; otherwise the payload must be octets. */
    static boolean packs(Map<String, Object> options) {
        return PassthruPayload.knows(text(options, SERIALIZER));
    }

    /** Whether a payload is what serializers that are unknown here have made. */
    static boolean isOctets(Payload payload) {
        return payload.args().size() == 1
                && payload.args().get(0) instanceof byte[]
                && payload.kwargs().isEmpty();
    }

    /**
     * The payload to send for arguments; unchanged if the options do not use the mode. With a cipher but no bean that knows it
     * the octets must have been encrypted before.
     *
     * @throws WampException if it cannot be made; the text says what would be right
     */
    Payload seal(Payload arguments, Attributes options) {
        Map<String, Object> values = options.values();
        if (!isUsed(values)) {
            return arguments;
        }
        boolean encrypts = text(values, CIPHER) != null;
        if (encrypts && cipher == null) {
            return octetsOnly(
                    arguments,
                    "The option payloadCipher is not set, so nothing here encrypts (ppt_cipher " + text(values, CIPHER)
                            + "): the body must be a byte[] that is encrypted already, without keyword arguments");
        }
        Payload packed = packs(values)
                ? Payload.ofArgs(PassthruPayload.pack(arguments, text(values, SERIALIZER)))
                : octetsOnly(
                        arguments,
                        "In payload passthru mode (ppt_scheme) the body must be a byte[], without keyword arguments, or"
                                + " ppt_serializer be json, msgpack or cbor");
        return encrypts ? Payload.ofArgs(sealed(octets(packed), key(values))) : packed;
    }

    private static Payload octetsOnly(Payload payload, String otherwise) {
        if (!isOctets(payload)) {
            throw new WampException.InvalidPayload(otherwise);
        }
        return payload;
    }

    private static byte[] octets(Payload payload) {
        return (byte[]) payload.args().get(0);
    }

    private byte[] sealed(byte[] octets, PayloadCipher.Key key) {
        try {
            return notNull(cipher.seal(octets, key));
        } catch (WampException e) {
            throw e;
        } catch (Exception e) {
            throw failure("encrypted", key, e);
        }
    }

    /**
     * The arguments in a payload that has arrived; unchanged if the details do not say that it is in the mode. Without a
     * serializer, or a native one, they are octets for somebody else.
     *
     * @throws WampException if nobody here can tell what they are
     */
    Payload open(Payload received, Map<String, Object> details) {
        if (!isUsed(details)) {
            return received;
        }
        String serializer = text(details, SERIALIZER);
        boolean isNative = serializer == null || serializer.equals("native");
        if (!isNative && !PassthruPayload.knows(serializer)) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED,
                    "The payload (ppt_scheme " + text(details, SCHEME) + ") is written in " + serializer
                            + ", which is unknown here");
        }
        Payload opened = text(details, CIPHER) == null ? received : decrypted(received, key(details));
        return isNative ? opened : PassthruPayload.unpack(binary(opened), serializer);
    }

    /**
     * What a peer told, with its arguments readable, or with the reason why they are not. The reason hangs nowhere on it: Camel
     * would take that for the failure.
     */
    WampException open(WampException error) {
        if (!isUsed(error.details()) || error.payload().isEmpty()) {
            return error;
        }
        try {
            Payload readable = open(error.payload(), error.details());
            return error.withPayload(readable);
        } catch (WampException e) {
            LOG.debug("The arguments of an error {} cannot be read", error.uri(), e);
            Payload why = Payload.ofArgs("The arguments of this error cannot be read. " + e.getMessage());
            return error.withPayload(why);
        }
    }

    private Payload decrypted(Payload received, PayloadCipher.Key key) {
        if (cipher == null) {
            throw new WampException(
                    Uris.FEATURE_NOT_SUPPORTED,
                    "The payload (ppt_scheme " + key.scheme() + ") is encrypted with " + key.cipher()
                            + ", for which there is no key here");
        }
        byte[] octets = binary(received);
        try {
            return Payload.ofArgs(notNull(cipher.open(octets, key)));
        } catch (WampException e) {
            throw e;
        } catch (Exception e) {
            throw failure("decrypted", key, e);
        }
    }

    private static byte[] binary(Payload payload) {
        if (payload.args().size() != 1 || !(payload.args().get(0) instanceof byte[] octets)) {
            throw new WampException.InvalidPayload("With ppt_scheme the payload must be one binary argument");
        }
        return octets;
    }

    private static byte[] notNull(byte[] octets) {
        if (octets == null) {
            throw new IllegalStateException("The payloadCipher returned null");
        }
        return octets;
    }

    /** The cause stays here; it may tell what only the owner of the key should know. */
    private static WampException failure(String done, PayloadCipher.Key key, Exception cause) {
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String text = "The payload could not be %s (ppt_scheme %s, ppt_cipher %s, ppt_keyid %s)"
                .formatted(done, key.scheme(), key.cipher(), key.keyid());
        return new WampException(Uris.INVALID_PAYLOAD, Payload.ofArgs(text), cause);
    }

    private static PayloadCipher.Key key(Map<String, Object> options) {
        return new PayloadCipher.Key(text(options, SCHEME), text(options, CIPHER), text(options, KEYID));
    }

    private static String text(Map<String, Object> options, String key) {
        Object value = options.get(key);
        return value == null ? null : value.toString();
    }
}
