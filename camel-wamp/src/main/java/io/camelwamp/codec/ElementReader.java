package io.camelwamp.codec;

import io.camelwamp.protocol.Elements;
import io.camelwamp.protocol.MessageType;
import io.camelwamp.protocol.NumberLimits;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.PayloadFormat;
import io.camelwamp.protocol.WampException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads one message or payload, element by element.
 *
 * <p>This class knows how messages are laid out, its subclasses how a format writes values. Every
 * deviation from the format is a {@link WampException.ProtocolViolation}, whether or not the values
 * are wanted: octets that pass here unread must be good for their receivers. An instance serves one
 * message and one thread.
 */
abstract class ElementReader {
    /** What comes next, as far as the layout of messages depends on it. */
    enum Kind {
        LIST,
        DICT,
        NULL,
        OTHER
    }

    private final byte[] bytes;
    private int entries;

    ElementReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Enters the list that a message is. */
    abstract void enterMessage();

    /**
     * Tells whether another element follows; if not, the message has ended, and so have the octets.
     */
    abstract boolean hasNext();

    /** What the next element is, after {@link #hasNext} said that there is one. */
    abstract Kind nextKind();

    /** The index of the next element's first octet. */
    abstract int nextStart();

    /** The index of the octet after the element read last. */
    abstract int position();

    /**
     * Reads the next element.
     *
     * @param keep whether the value is wanted; if not, the element is checked only, and the result
     *     has no meaning
     */
    abstract Object element(boolean keep);

    /** Gives back what the reader has borrowed. */
    void release() {}

    /** To be called at the end of every list and dictionary. */
    final void leave(int count) {
        entries = count;
    }

    /**
     * Reads a whole message.
     *
     * @return the elements, with the payload, if there is one, as the last of them
     */
    final List<Object> message(PayloadFormat format, PayloadMode mode) {
        enterMessage();
        if (!hasNext()) {
            throw violation("A message must begin with its code, but the list is empty");
        }
        Object code = element(true);
        MessageType type = typeOf(code);
        boolean hasPayload = type.payloadIndex() >= 0;
        int limit = hasPayload ? type.payloadIndex() + 1 : type.maxLength();
        List<Object> fields = new ArrayList<>(limit);
        fields.add(code);
        while (hasNext()) {
            if (hasPayload && fields.size() == limit - 1) {
                fields.add(payload(format, mode, type));
                return fields;
            }
            if (fields.size() == limit) {
                throw tooLong(type);
            }
            fields.add(element(true));
        }
        return fields;
    }

    /** Reads a payload that stands alone; nobody knows any more from which message. */
    final Payload payload() {
        if (!hasNext()) {
            throw violation("A payload must have arguments, but is empty");
        }
        return payloadValues(MessageType.PUBLISH);
    }

    /** Reads the payload and the end of the message. */
    private Payload payload(PayloadFormat format, PayloadMode mode, MessageType type) {
        Kind kind = nextKind();
        if (mode == PayloadMode.VALUES || kind == Kind.NULL) {
            return payloadValues(type);
        }
        if (kind != Kind.LIST) {
            argsOf(element(true), type);
        }
        int start = nextStart();
        element(false);
        int end = position();
        boolean hasArgs = entries > 0;
        boolean hasKwargs = false;
        if (hasNext()) {
            hasKwargs = checkKwargs(type);
            end = hasKwargs ? position() : end;
            requireEnd(type);
        }
        if (!hasArgs && !hasKwargs) {
            return Payload.EMPTY;
        }
        byte[] octets = Arrays.copyOfRange(bytes, start, end);
        return Payload.ofEncoded(new Payload.Encoded(format, octets, hasKwargs ? 2 : 1));
    }

    private boolean checkKwargs(MessageType type) {
        Kind kind = nextKind();
        if (kind == Kind.DICT) {
            element(false);
            return entries > 0;
        }
        kwargsOf(element(true), type);
        return false;
    }

    private Payload payloadValues(MessageType type) {
        Object args = element(true);
        Object kwargs = null;
        if (hasNext()) {
            kwargs = element(true);
            requireEnd(type);
        }
        return Payload.ofDecoded(argsOf(args, type), kwargsOf(kwargs, type));
    }

    private void requireEnd(MessageType type) {
        if (hasNext()) {
            throw tooLong(type);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> argsOf(Object value, MessageType type) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw wrongType(type, 0, "a list (the arguments)", value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> kwargsOf(Object value, MessageType type) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> dict) {
            return (Map<String, Object>) dict;
        }
        throw wrongType(type, 1, "a dictionary (the keyword arguments)", value);
    }

    private static WampException wrongType(MessageType type, int offset, String expected, Object value) {
        int index = type.payloadIndex() + offset;
        return violation(type + "[" + index + "] must be " + expected + ", but is " + Elements.kindOf(value));
    }

    /** The type of a message that begins with an element. */
    static MessageType typeOf(Object code) {
        long number = Elements.integral(code);
        MessageType type = MessageType.ofCode(number);
        if (type == null) {
            throw violation("A message must begin with the code of a known message type, but begins with "
                    + Elements.kindOf(code));
        }
        return type;
    }

    static WampException tooLong(MessageType type) {
        return violation(type + " must have at most " + type.maxLength() + " elements, but has more");
    }

    static WampException violation(String text) {
        return new WampException.ProtocolViolation(text);
    }

    static WampException tooDeep() {
        return violation("Lists and dictionaries must not be nested more than " + Payload.MAX_DEPTH + " levels deep");
    }

    static WampException tooLarge() {
        return violation("A number must have at most " + NumberLimits.MAX_DIGITS + " digits and a moderate exponent");
    }

    static WampException duplicateKey() {
        return violation("The keys of a dictionary must be unique, but one occurs twice");
    }
}
