package io.camelwamp.bridge.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;

/** Collects one answer up to a limit; on the client's I/O threads. */
abstract class AnswerCollector implements Response.Listener {
    /** Names with a spelling of their own, as Twisted (and so Crossbar) has them. */
    private static final Map<String, String> IRREGULAR = Map.of(
            "content-md5", "Content-MD5",
            "dnt", "DNT",
            "etag", "ETag",
            "p3p", "P3P",
            "te", "TE",
            "www-authenticate", "WWW-Authenticate",
            "x-xss-protection", "X-XSS-Protection");

    private final int limit;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    AnswerCollector(int limit) {
        this.limit = limit;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        if (body.size() + content.remaining() > limit) {
            response.abort(new OutboundException(
                    OutboundException.Kind.TOO_LARGE, "the backend's answer is larger than " + limit + " octets"));
            return;
        }
        byte[] octets = new byte[content.remaining()];
        content.get(octets);
        body.writeBytes(octets);
    }

    OutboundAnswer answer(Response response) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : response.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.computeIfAbsent(spelled(field.getName()), name -> new ArrayList<>(1))
                    .add(value);
        }
        return new OutboundAnswer(response.getStatus(), headers, body.toByteArray());
    }

    /** A header's name in the one spelling that callers may rely on. */
    static String spelled(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String irregular = IRREGULAR.get(lower);
        if (irregular != null) {
            return irregular;
        }
        StringBuilder spelled = new StringBuilder(lower);
        for (int i = 0; i < spelled.length(); i++) {
            if (i == 0 || spelled.charAt(i - 1) == '-') {
                spelled.setCharAt(i, Character.toUpperCase(spelled.charAt(i)));
            }
        }
        return spelled.toString();
    }
}
