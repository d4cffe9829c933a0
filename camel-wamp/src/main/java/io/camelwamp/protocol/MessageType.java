package io.camelwamp.protocol;

/**
 * The message types of the basic and advanced profile with their layout on the wire (spec:
 * basic/messages.md).
 *
 * <p>A message is a list whose first element is {@link #code()}; {@link #minLength()} and {@link
 * #maxLength()} count that element. Where a type carries a payload, it starts at {@link
 * #payloadIndex()}.
 */
public enum MessageType {
    HELLO(1, 3, 3, -1),
    WELCOME(2, 3, 3, -1),
    ABORT(3, 3, 5, 3),
    CHALLENGE(4, 3, 3, -1),
    AUTHENTICATE(5, 3, 3, -1),
    GOODBYE(6, 3, 3, -1),
    ERROR(8, 5, 7, 5),
    PUBLISH(16, 4, 6, 4),
    PUBLISHED(17, 3, 3, -1),
    SUBSCRIBE(32, 4, 4, -1),
    SUBSCRIBED(33, 3, 3, -1),
    UNSUBSCRIBE(34, 3, 3, -1),
    UNSUBSCRIBED(35, 2, 3, -1),
    EVENT(36, 4, 6, 4),
    CALL(48, 4, 6, 4),
    CANCEL(49, 3, 3, -1),
    RESULT(50, 3, 5, 3),
    REGISTER(64, 4, 4, -1),
    REGISTERED(65, 3, 3, -1),
    UNREGISTER(66, 3, 3, -1),
    UNREGISTERED(67, 2, 3, -1),
    INVOCATION(68, 4, 6, 4),
    INTERRUPT(69, 3, 3, -1),
    YIELD(70, 3, 5, 3);

    private static final MessageType[] BY_CODE = new MessageType[71];

    static {
        for (MessageType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int minLength;
    private final int maxLength;
    private final int payloadIndex;

    MessageType(int code, int minLength, int maxLength, int payloadIndex) {
        this.code = code;
        this.minLength = minLength;
        this.maxLength = maxLength;
        this.payloadIndex = payloadIndex;
    }

    /**
     * Finds the type of a message code.
     *
     * @param code the first element of a message
     * @return the type, or null if the code is none that this implementation knows
     */
    public static MessageType ofCode(long code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : null;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }

    /** The smallest legal number of elements, the code included. */
    public int minLength() {
        return minLength;
    }

    /** The largest legal number of elements, the code included. */
    public int maxLength() {
        return maxLength;
    }

    /** The index of {@code Arguments|list} in the message, or -1 if the type carries no payload. */
    public int payloadIndex() {
        return payloadIndex;
    }
}
