/**
 * WAMP messages to octets and back: the serializers and the one place where a list of elements
 * becomes a message.
 *
 * <p>Everything here is stateless between calls and may be used from any thread. The package
 * imports {@code protocol}, Jackson's streaming API and msgpack-core.
 */
package io.camelwamp.codec;
