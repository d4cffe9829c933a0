package io.camelwamp.bridge.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells those who sent malformed JSON what is wrong with it; the parser speaks to programmers that use it. */
final class JsonMistakes {
    private static final Pattern WORD = Pattern.compile("Unrecognized token '([^']{1,40})'.*", Pattern.DOTALL);
    private static final Pattern CHARACTER =
            Pattern.compile("Unexpected character \\('(.)' \\(code [0-9]+[^)]*\\)\\).*", Pattern.DOTALL);

    private JsonMistakes() {}

    /** What is wrong, and where. */
    static String describe(JsonProcessingException e) {
        return "the body is not valid JSON" + place(e.getLocation()) + ": " + reason(e);
    }

    private static String reason(JsonProcessingException e) {
        String text = e.getOriginalMessage();
        if (e instanceof JsonEOFException) {
            return "it ends too early";
        }
        if (text.contains("NON_NUMERIC") || text.contains("INF\"") || text.contains("NaN")) {
            return "there are no NaN and Infinity in JSON";
        }
        if (text.contains("COMMENTS")) {
            return "there are no comments in JSON";
        }
        if (text.contains("eading zero")) {
            return "numbers have no leading zeros";
        }
        if (text.startsWith("Illegal unquoted character")) {
            return "control characters in texts must be escaped";
        }
        Matcher word = WORD.matcher(text);
        if (word.matches()) {
            return "'" + word.group(1) + "' is no value; texts are in double quotes";
        }
        Matcher character = CHARACTER.matcher(text);
        return character.matches()
                ? "'" + character.group(1) + "' is not expected there"
                : "this is not expected there";
    }

    private static String place(JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
