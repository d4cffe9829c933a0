package io.camelwamp.bridge.callee;

import io.camelwamp.bridge.outbound.OutboundAnswer;
import io.camelwamp.bridge.outbound.OutboundRequest;
import io.camelwamp.bridge.outbound.Target;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the request that the keyword arguments of a call describe, as Crossbar's RESTCallee does: {@code method}, {@code
 * url}, {@code body}, {@code headers}, {@code params}. The result is one object with {@code code}, {@code content} and
 * {@code headers}, whatever the status is.
 *
 * <p>The steps behind it must not block; those that may, belong behind {@code threads}.
 */
public class GenericCall extends BackendCall {
    private static final Set<String> NAMES = Set.of("method", "url", "body", "headers", "params");

    @Override
    OutboundRequest request(Object args, Map<String, Object> kwargs) {
        CallArguments arguments = new CallArguments(kwargs, NAMES);
        String method = arguments.text("method");
        String body = arguments.text("body");
        Map<String, List<String>> headers = arguments.textLists("headers");
        String query =
                new QueryParameters().addAll("params", kwargs.get("params")).toString();
        Target target = backend().policy().resolve(arguments.text("url")).withQuery(query);
        OutboundRequest request = OutboundRequest.of(method == null || method.isEmpty() ? "GET" : method, target)
                .withHeaders(headers)
                .followingRedirects();
        return body == null ? request : request.withBody(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    Object result(OutboundAnswer answer) {
        AnswerContent content = AnswerContent.of(answer);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("code", answer.status());
        result.put("content", content.value());
        result.put("headers", answer.headers());
        if (content.isBinary()) {
            result.put("binary", true);
        }
        return result;
    }
}
