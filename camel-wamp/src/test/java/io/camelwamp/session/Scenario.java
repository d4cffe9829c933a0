package io.camelwamp.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelwamp.vectors.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A conversation that somebody has written down.
 *
 * @param id its name
 * @param steps dictionaries with one entry: {@code c} a message of the client, {@code r} one or
 *     several in one read of the router or the end of the connection, {@code a} what the
 *     application does, {@code x} what is expected besides
 */
record Scenario(String id, List<JsonNode> steps) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Scenario> all() {
        return Vectors.scenarios().stream()
                .map(entry -> JSON.<JsonNode>valueToTree(entry))
                .map(Scenario::of)
                .toList();
    }

    private static Scenario of(JsonNode entry) {
        return new Scenario(
                entry.get("id").textValue(),
                StreamSupport.stream(entry.get("steps").spliterator(), false).toList());
    }

    /** The same with what the router sends in a row found by the client in one read. */
    Scenario inFewerReads() {
        List<JsonNode> merged = new ArrayList<>();
        ArrayNode read = null;
        for (JsonNode step : steps) {
            JsonNode sent = step.get("r");
            if (sent == null || sent.isTextual()) {
                merged.add(step);
                read = null;
                continue;
            }
            if (read == null) {
                read = JSON.createArrayNode();
                merged.add(JSON.createObjectNode().set("r", read));
            }
            if (sent.get(0).isArray()) {
                sent.forEach(read::add);
            } else {
                read.add(sent);
            }
        }
        return new Scenario(id, merged);
    }

    /** How many steps are of a kind. */
    long count(String kind) {
        return steps.stream().filter(step -> step.has(kind)).count();
    }

    @Override
    public String toString() {
        return id;
    }
}
