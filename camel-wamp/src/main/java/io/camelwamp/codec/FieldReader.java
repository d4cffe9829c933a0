package io.camelwamp.codec;

import io.camelwamp.protocol.Attributes;
import io.camelwamp.protocol.Elements;
import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;

/**
 * The elements of one message by index, with the types that the specification demands (spec:
 * basic/messages.md).
 *
 * <p>Every method throws a {@link WampException.ProtocolViolation} that names the message, the
 * index and what is expected there.
 */
final class FieldReader {
    private final MessageType type;
    private final List<Object> fields;

    /** Checks the code and the number of elements. */
    FieldReader(List<Object> fields) {
        this.type = ElementReader.typeOf(fields.get(0));
        this.fields = fields;
        if (fields.size() < type.minLength()) {
            throw violation(type + " must have at least " + type.minLength() + " elements, but has " + fields.size());
        }
        if (fields.size() > type.maxLength()) {
            throw ElementReader.tooLong(type);
        }
    }

    MessageType type() {
        return type;
    }

    int size() {
        return fields.size();
    }

    Object raw(int index) {
        return fields.get(index);
    }

    long id(int index) {
        long id = Elements.integral(fields.get(index));
        if (!RequestIds.isId(id)) {
            throw wrong(index, "an id (an integer from 1 to 2^53)");
        }
        return id;
    }

    /** The request of a message that revokes, which answers none: 0. */
    long noRequest(int index) {
        if (Elements.integral(fields.get(index)) != 0) {
            throw wrong(index, "0 where details follow");
        }
        return 0;
    }

    String text(int index) {
        if (fields.get(index) instanceof String text) {
            return text;
        }
        throw wrong(index, "a string");
    }

    String uri(int index) {
        return uri(index, MatchPolicy.EXACT);
    }

    /** A URI, or a pattern of them if the options say so. */
    String pattern(int index, Attributes options) {
        return uri(index, options.match());
    }

    private String uri(int index, MatchPolicy match) {
        if (!(fields.get(index) instanceof String text)) {
            throw wrong(index, "a URI");
        }
        if (!Uris.isValid(text, Uris.Rules.LOOSE, match)) {
            throw violation(name(index) + " must be a URI" + rule(match) + ", but is a string that is none");
        }
        return text;
    }

    private static String rule(MatchPolicy match) {
        return switch (match) {
            case EXACT -> " (no white space, no #, no empty component)";
            case PREFIX -> " (no white space, no #, no empty component but the last)";
            case WILDCARD -> " (no white space, no #)";
        };
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> dict(int index) {
        if (fields.get(index) instanceof Map<?, ?> dict) {
            return (Map<String, Object>) dict;
        }
        throw wrong(index, "a dictionary");
    }

    /** The type of the request that an ERROR answers. */
    MessageType requestType(int index) {
        MessageType request = MessageType.ofCode(Elements.integral(fields.get(index)));
        if (request == null || !isRequest(request)) {
            throw wrong(index, "the code of a request (16, 32, 34, 48, 64, 66 or 68)");
        }
        return request;
    }

    private static boolean isRequest(MessageType type) {
        return switch (type) {
            case PUBLISH, SUBSCRIBE, UNSUBSCRIBE, CALL, REGISTER, UNREGISTER, INVOCATION -> true;
            default -> false;
        };
    }

    /** The payload, empty if the message ends before it. */
    Payload payload() {
        int index = type.payloadIndex();
        return index < fields.size() ? (Payload) fields.get(index) : Payload.EMPTY;
    }

    private WampException wrong(int index, String expected) {
        return violation(name(index) + " must be " + expected + ", but is " + Elements.kindOf(fields.get(index)));
    }

    private String name(int index) {
        return type + "[" + index + "]";
    }

    private static WampException violation(String text) {
        return new WampException.ProtocolViolation(text);
    }
}
