package io.camelwamp.bridge.testing;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer as it came over the wire; header names are found in any case. */
public record HttpAnswer(int status, Map<String, String> headers, byte[] octets) {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The body as text. */
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() throws IOException {
        return MAPPER.readTree(octets);
    }

    /** The member {@code error} of the body. */
    public String error() throws IOException {
        return json().path("error").asText();
    }

    /** A header's value, null if absent. */
    public String header(String name) {
        return headers.get(name);
    }
}
