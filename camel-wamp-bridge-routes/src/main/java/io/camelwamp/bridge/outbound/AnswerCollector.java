package io.camelwamp.bridge.outbound;

import io.camelwamp.bridge.http.HeaderNames;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;

/** Collects one answer up to a limit; on the client's I/O threads. */
abstract class AnswerCollector implements Response.Listener {
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
            headers.computeIfAbsent(HeaderNames.spelled(field.getName()), name -> new ArrayList<>(1))
                    .add(value);
        }
        return new OutboundAnswer(response.getStatus(), headers, body.toByteArray());
    }
}
