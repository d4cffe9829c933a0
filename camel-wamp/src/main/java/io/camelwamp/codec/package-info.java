/**
 * WAMP messages to octets and back: the serializers and the one place where a list of elements
 * becomes a message.
 *
 * <p>JSON is read by Jackson's streaming parser. The binary formats are read and written here:
 * their grammars are small, and payloads must be checked strictly and handed on as octets, which
 * general libraries do not offer (they accept malformed UTF-8, repeated keys or keys that are no
 * text).
 *
 * <p>Everything here is stateless between calls and may be used from any thread. The package
 * imports {@code protocol} and jackson-core.
 */
package io.camelwamp.codec;
