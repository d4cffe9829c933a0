package io.camelwamp.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelwamp.vectors.Vectors;
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

    /** How many steps are of a kind. */
    long count(String kind) {
        return steps.stream().filter(step -> step.has(kind)).count();
    }

    @Override
    public String toString() {
        return id;
    }
}
