package io.camelwamp.codec;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.camelwamp.protocol.NumberLimits;
import io.camelwamp.protocol.Payload;

/** JSON in UTF-8, {@code wamp.2.json}. */
public final class JsonSerializer extends StreamSerializer {
    private static final int RAW_SOCKET_ID = 1;

    /**
     * The parser's own limits lie a little above the ones that {@link JsonReader} checks with
     * clearer words.
     */
    private static final int MARGIN = 24;

    private static final int SHOWN_OF_BAD_TOKEN = 16;

    private final JsonFactory factory = JsonFactory.builder()
            // Peers choose the keys: these must not fill a table of the whole JVM.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Payload.MAX_DEPTH + MARGIN)
                    .maxNumberLength(NumberLimits.MAX_DIGITS + MARGIN)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .errorReportConfiguration(ErrorReportConfiguration.builder()
                    .maxErrorTokenLength(SHOWN_OF_BAD_TOKEN)
                    .build())
            .build();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public int rawSocketId() {
        return RAW_SOCKET_ID;
    }

    @Override
    ElementReader reader(byte[] bytes, int offset, int length) {
        return new JsonReader(factory, bytes, offset, length);
    }

    @Override
    ElementReader payloadReader(Payload.Encoded encoded) {
        byte[] list = new byte[encoded.bytes().length + 2];
        list[0] = '[';
        System.arraycopy(encoded.bytes(), 0, list, 1, encoded.bytes().length);
        list[list.length - 1] = ']';
        JsonReader reader = new JsonReader(factory, list, 0, list.length);
        reader.enterMessage();
        return reader;
    }

    @Override
    ElementWriter writer(int expectedSize) {
        return new JsonWriter(expectedSize);
    }
}
