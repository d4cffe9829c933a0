package io.camelwamp.component;

/**
 * Encrypts and decrypts payloads that travel in payload passthru mode: a bean for the option {@code payloadCipher} (spec:
 * advanced/payload_passthru_mode.md). The component has no cryptography of its own; what a cipher's octets are made of (nonce,
 * tag, text) is agreed between the two ends.
 *
 * <p>It is called on the threads of routes, by several of them at once, and never on an event loop: it may block, to ask a
 * vault for a key, say, as a step of a route may. A {@link io.camelwamp.protocol.WampException} that it throws is the
 * failure, and a caller may be told; of others a caller learns only that encrypting or decrypting failed.
 */
public interface PayloadCipher {
    /**
     * Which key is meant, and for what.
     *
     * @param scheme {@code ppt_scheme}: who manages the keys; not null
     * @param cipher {@code ppt_cipher}, such as {@code aes256gcm} or {@code xsalsa20poly1305}; not null. On arrival the peer
     *     chose it: refuse those that are too weak
     * @param keyid {@code ppt_keyid}; null if the peers can do without
     */
    record Key(String scheme, String cipher, String keyid) {}

    /**
     * Encrypts.
     *
     * @param octets the arguments as the serializer wrote them, or as the route made them; not null
     * @return what is sent; not null
     * @throws Exception if that is not possible; nothing is sent then
     */
    byte[] seal(byte[] octets, Key key) throws Exception;

    /**
     * Decrypts, and makes sure that nobody changed the octets.
     *
     * @param octets what arrived, which may be anything; not null
     * @return what the peer gave to {@link #seal}; not null
     * @throws Exception if it is not that; no route gets to see it then
     */
    byte[] open(byte[] octets, Key key) throws Exception;
}
