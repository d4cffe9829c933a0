package io.camelwamp.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePacker;
import org.msgpack.value.ImmutableValue;
import org.msgpack.value.IntegerValue;
import org.msgpack.value.Value;

/**
 * The same formats as implemented by others, to write what is read here and to read what is written
 * here.
 */
enum ReferenceFormat {
    JSON {
        @Override
        byte[] write(Object value) {
            return writeWith(JSON_MAPPER, textForBytes(value));
        }

        @Override
        Object read(byte[] octets) {
            return bytesForText(readWith(JSON_MAPPER, octets));
        }
    },
    MSGPACK {
        @Override
        byte[] write(Object value) {
            try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
                pack(packer, value);
                return packer.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        Object read(byte[] octets) {
            try (var unpacker = MessagePack.newDefaultUnpacker(octets)) {
                return unpack(unpacker.unpackValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    CBOR {
        @Override
        byte[] write(Object value) {
            return writeWith(CBOR_MAPPER, value);
        }

        @Override
        Object read(byte[] octets) {
            return readWith(CBOR_MAPPER, octets);
        }
    };

    private static final ObjectMapper JSON_MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectMapper CBOR_MAPPER =
            new ObjectMapper(new CBORFactory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The counterpart of a serializer. */
    static ReferenceFormat of(Serializer serializer) {
        return valueOf(serializer.name().toUpperCase(Locale.ROOT));
    }

    /** Encodes any value, also what WAMP forbids. */
    abstract byte[] write(Object value);

    /** Decodes to lists, maps, strings, byte arrays and boxed values. */
    abstract Object read(byte[] octets);

    private static byte[] writeWith(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object readWith(ObjectMapper mapper, byte[] octets) {
        try {
            return mapper.readValue(octets, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object textForBytes(Object value) {
        if (value instanceof byte[] bytes) {
            return "\0" + Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(textForBytes(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, textForBytes(element)));
            return copy;
        }
        return value;
    }

    private static Object bytesForText(Object value) {
        if (value instanceof String text && text.startsWith("\0")) {
            return Base64.getDecoder().decode(text.substring(1));
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(bytesForText(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, bytesForText(element)));
            return copy;
        }
        return value;
    }

    private static void pack(MessagePacker packer, Object value) throws IOException {
        if (value == null) {
            packer.packNil();
        } else if (value instanceof Boolean bool) {
            packer.packBoolean(bool);
        } else if (value instanceof Integer || value instanceof Long) {
            packer.packLong(((Number) value).longValue());
        } else if (value instanceof BigInteger big) {
            packer.packBigInteger(big);
        } else if (value instanceof Double real) {
            packer.packDouble(real);
        } else if (value instanceof String text) {
            packer.packString(text);
        } else if (value instanceof byte[] bytes) {
            packer.packBinaryHeader(bytes.length).writePayload(bytes);
        } else if (value instanceof List<?> list) {
            packer.packArrayHeader(list.size());
            for (Object element : list) {
                pack(packer, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            packer.packMapHeader(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                pack(packer, entry.getKey());
                pack(packer, entry.getValue());
            }
        } else {
            throw new IllegalArgumentException("No way to pack a " + value.getClass());
        }
    }

    private static Object unpack(Value value) {
        ImmutableValue fixed = value.immutableValue();
        return switch (fixed.getValueType()) {
            case NIL -> null;
            case BOOLEAN -> fixed.asBooleanValue().getBoolean();
            case INTEGER -> unpackInteger(fixed.asIntegerValue());
            case FLOAT -> fixed.asFloatValue().toDouble();
            case STRING -> fixed.asStringValue().asString();
            case BINARY -> fixed.asBinaryValue().asByteArray();
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                fixed.asArrayValue().forEach(element -> list.add(unpack(element)));
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                fixed.asMapValue().map().forEach((key, entry) -> map.put(unpack(key), unpack(entry)));
                yield map;
            }
            case EXTENSION -> throw new IllegalArgumentException("Extension types are not written here");
        };
    }

    private static Number unpackInteger(IntegerValue value) {
        return value.isInLongRange() ? (Number) value.asLong() : value.asBigInteger();
    }
}
