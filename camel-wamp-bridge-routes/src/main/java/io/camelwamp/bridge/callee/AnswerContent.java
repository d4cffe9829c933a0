package io.camelwamp.bridge.callee;

import io.camelwamp.bridge.outbound.OutboundAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of an answer as a WAMP value: text where it is text, octets otherwise.
 *
 * @param type the media type in lower case, without parameters; empty if there is none
 * @param value a String or a {@code byte[]}
 */
record AnswerContent(String type, Object value) {
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT = Pattern.compile(
            "text/.*|application/(?:.*\\+)?(?:json|xml)|application/(?:x-www-form-urlencoded|(?:x-)?javascript|x-ndjson)|");
    private static final Pattern JSON = Pattern.compile("application/(?:.*\\+)?json|text/json");

    static AnswerContent of(OutboundAnswer answer) {
        String header = answer.header("Content-Type") == null ? "" : answer.header("Content-Type");
        String type = header.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        Matcher charset = CHARSET.matcher(header);
        String name = charset.find() ? charset.group(1) == null ? charset.group(2) : charset.group(1) : null;
        return new AnswerContent(type, value(answer.body(), type, name));
    }

    private static Object value(byte[] body, String type, String charset) {
        if (charset == null && !TEXT.matcher(type).matches()) {
            return body;
        }
        try {
            String text = charset(type, charset)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            // Such a text would be taken for binary by who receives it as JSON.
            return text.startsWith("\0") ? body : text;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return body;
        }
    }

    /** Where nothing is said, JSON is UTF-8, and everything else ISO-8859-1, as Crossbar has it. */
    private static Charset charset(String type, String charset) {
        if (JSON.matcher(type).matches() && (charset == null || charset.isEmpty())) {
            return StandardCharsets.UTF_8;
        }
        return charset == null ? StandardCharsets.ISO_8859_1 : Charset.forName(charset);
    }

    boolean isBinary() {
        return value instanceof byte[];
    }

    boolean isJson() {
        return JSON.matcher(type).matches();
    }
}
