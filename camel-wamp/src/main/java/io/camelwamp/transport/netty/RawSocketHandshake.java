package io.camelwamp.transport.netty;

/**
 * The four octets that each side of a raw socket connection begins with (spec:
 * advanced/transport_rawsocket.md, section Handshake).
 *
 * <p>The first is magic, the second has a length and a serializer or an error, the others are
 * reserved.
 */
final class RawSocketHandshake {
    static final int SIZE = 4;

    /** The smallest limit that can be told. */
    static final int SMALLEST_LIMIT = 1 << 9;

    /** The largest limit that can be told. */
    static final int LARGEST_LIMIT = 1 << 24;

    private static final int MAGIC = 0x7f;
    private static final int SMALLEST_EXPONENT = 9;

    private RawSocketHandshake() {}

    /** Why a server does not go on; the code stands where a limit would. */
    enum Refusal {
        SERIALIZER_UNSUPPORTED(1, "it does not speak the serializer"),
        LENGTH_UNACCEPTABLE(2, "the maximum message length is unacceptable to it"),
        RESERVED_BITS(3, "it does not know the reserved bits that were used"),
        TOO_MANY_CONNECTIONS(4, "it has as many connections as it takes");

        private final int code;
        private final String words;

        Refusal(int code, String words) {
            this.code = code;
            this.words = words;
        }
    }

    /** The peer's octets are not those of a peer to talk to; the text says why. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final Refusal refusal;

        Fault(String message, Refusal refusal) {
            super(message, null, false, false);
            this.refusal = refusal;
        }

        /** The error that was told, or is to be told; null if there is none. */
        Refusal refusal() {
            return refusal;
        }
    }

    /**
     * What a peer says of itself.
     *
     * @param maxMessageSize the largest message that it takes, in octets
     */
    record Greeting(int serializer, int maxMessageSize) {}

    /** The largest limit that can be told and is not above this one. */
    static int toldLimit(int maxMessageSize) {
        return Math.min(LARGEST_LIMIT, Integer.highestOneBit(maxMessageSize));
    }

    /**
     * What either side says when it is willing.
     *
     * @param limit a power of two, from {@link #toldLimit}
     */
    static byte[] greeting(int serializer, int limit) {
        int exponent = Integer.numberOfTrailingZeros(limit) - SMALLEST_EXPONENT;
        return new byte[] {MAGIC, (byte) (exponent << 4 | serializer), 0, 0};
    }

    /** What a server says when it is not willing. */
    static byte[] refusal(Refusal refusal) {
        return new byte[] {MAGIC, (byte) (refusal.code << 4), 0, 0};
    }

    /**
     * Reads a client's octets.
     *
     * @throws Fault with the error to answer, or with none if it is to be hung up on
     */
    static Greeting ofClient(byte[] octets) throws Fault {
        checkMagic(octets);
        checkReserved(octets);
        if (low(octets) == 0) {
            throw new Fault("it asks for the serializer 0, which is none", null);
        }
        return new Greeting(low(octets), limit(octets));
    }

    /**
     * Reads a server's octets.
     *
     * @param serializer what was asked for
     * @throws Fault with the error that the server told, if it did
     */
    static Greeting ofServer(byte[] octets, int serializer) throws Fault {
        checkMagic(octets);
        if (low(octets) == 0) {
            throw told(octets[1] >> 4 & 0xf);
        }
        checkReserved(octets);
        if (low(octets) != serializer) {
            throw new Fault(
                    "it was asked for the serializer %d and answered %d".formatted(serializer, low(octets)), null);
        }
        return new Greeting(serializer, limit(octets));
    }

    private static Fault told(int code) {
        for (Refusal refusal : Refusal.values()) {
            if (refusal.code == code) {
                return new Fault("it answered that " + refusal.words + " (error " + code + ")", refusal);
            }
        }
        return new Fault("it answered with the unknown error " + code, null);
    }

    private static void checkMagic(byte[] octets) throws Fault {
        if (octets[0] != MAGIC) {
            throw new Fault(
                    "it does not speak raw socket: its first octets are %02x %02x %02x %02x ('%s')"
                            .formatted(octets[0], octets[1], octets[2], octets[3], printable(octets)),
                    null);
        }
    }

    private static void checkReserved(byte[] octets) throws Fault {
        if (octets[2] != 0 || octets[3] != 0) {
            throw new Fault("it uses reserved bits: %02x %02x".formatted(octets[2], octets[3]), Refusal.RESERVED_BITS);
        }
    }

    private static String printable(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (byte octet : octets) {
            text.append(octet >= 0x20 && octet < 0x7f ? (char) octet : '.');
        }
        return text.toString();
    }

    private static int low(byte[] octets) {
        return octets[1] & 0xf;
    }

    private static int limit(byte[] octets) {
        return 1 << SMALLEST_EXPONENT + (octets[1] >> 4 & 0xf);
    }
}
