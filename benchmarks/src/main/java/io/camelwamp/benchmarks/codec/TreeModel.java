package io.camelwamp.benchmarks.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.msgpack.jackson.dataformat.MessagePackFactory;

/** Jackson's tree model on a format: what one would write without a codec of one's own. */
final class TreeModel {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectMapper mapper;

    private TreeModel(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The model for one of our serializers. */
    static TreeModel of(String serializer) {
        return new TreeModel(
                switch (serializer) {
                    case "json" -> new ObjectMapper();
                    case "msgpack" -> new ObjectMapper(new MessagePackFactory());
                    case "cbor" -> new ObjectMapper(new CBORFactory());
                    default -> throw new IllegalArgumentException("json, msgpack or cbor, but not " + serializer);
                });
    }

    /** Makes a tree of lists, maps and values, and octets of that. */
    byte[] encode(List<Object> message) throws IOException {
        return mapper.writeValueAsBytes(node(message));
    }

    /** Makes a tree; its values are not taken out. */
    JsonNode decode(byte[] octets) throws IOException {
        return mapper.readTree(octets);
    }

    private static JsonNode node(Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        } else if (value instanceof Long number) {
            return NODES.numberNode(number);
        } else if (value instanceof Integer number) {
            return NODES.numberNode(number);
        } else if (value instanceof Double number) {
            return NODES.numberNode(number);
        } else if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode(list.size());
            list.forEach(element -> array.add(node(element)));
            return array;
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, member) -> object.set((String) key, node(member)));
            return object;
        }
        return NODES.nullNode();
    }
}
