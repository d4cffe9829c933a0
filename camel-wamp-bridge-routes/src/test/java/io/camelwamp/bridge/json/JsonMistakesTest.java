package io.camelwamp.bridge.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMistakesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": NaN}       | there are no NaN and Infinity in JSON
            {"a": Infinity}  | there are no NaN and Infinity in JSON
            {"a": -Infinity} | there are no NaN and Infinity in JSON
            {"a": 1 /* b */} | there are no comments in JSON
            {"a": 01}        | numbers have no leading zeros
            {"a": nil}       | 'nil' is no value; texts are in double quotes
            {"a": 'b'}       | ''' is not expected there
            {"a": 1,}        | '}' is not expected there
            {"a"; 1}         | ';' is not expected there
            {"a": [1         | it ends too early
            """)
    void tellsWhatIsWrongAndWhere(String json, String reason) {
        assertThatThrownBy(() -> JsonReader.readObject(json.getBytes(StandardCharsets.UTF_8)))
                .hasMessageMatching("the body is not valid JSON at line 1, column [0-9]+: .*")
                .hasMessageEndingWith(": " + reason)
                .hasMessageNotContaining("Feature");
    }

    @Test
    void tellsOfControlCharacters() {
        assertThatThrownBy(() -> JsonReader.readObject("{\n\"a\": \"\t\"}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageMatching("the body is not valid JSON at line 2, column [0-9]+: control characters.*");
    }

    @Test
    void tellsOfNumbersThatCannotBe() {
        assertThatThrownBy(() -> JsonReader.readValue("1e99999999999".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("exponent");
    }
}
