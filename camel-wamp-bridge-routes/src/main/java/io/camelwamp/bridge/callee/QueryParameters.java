package io.camelwamp.bridge.callee;

import io.camelwamp.bridge.outbound.UrlEncoding;
import io.camelwamp.protocol.WampException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Values as the query of a URL: lists repeat their name, null is left out. */
final class QueryParameters {
    private static final String EXPECTED = "an object of strings, numbers, booleans or lists of such";
    private static final String VALUES = "a string, a number, a boolean or a list of such";

    private final StringBuilder query = new StringBuilder();

    /**
     * Adds parameters.
     *
     * @param argument names the argument that they come from, for error texts
     * @param parameters an object, or a list of objects; null for none
     */
    QueryParameters addAll(String argument, Object parameters) {
        if (parameters instanceof List<?> list) {
            list.forEach(element -> addObject(argument, element, EXPECTED + ", or a list of such objects"));
        } else if (parameters != null) {
            addObject(argument, parameters, EXPECTED + ", or a list of such objects");
        }
        return this;
    }

    private void addObject(String argument, Object object, String expected) {
        if (!(object instanceof Map<?, ?> map)) {
            throw CallArguments.wrongType(argument, expected);
        }
        map.forEach((name, value) ->
                addValues((String) name, value, () -> CallArguments.wrongEntry(argument, (String) name, VALUES)));
    }

    /** Adds one keyword argument as a parameter of the same name. */
    QueryParameters add(String name, Object value) {
        addValues(name, value, () -> CallArguments.wrongType(name, VALUES));
        return this;
    }

    private void addValues(String name, Object value, Supplier<WampException> wrong) {
        if (value instanceof List<?> list) {
            list.forEach(element -> addValue(name, element, wrong));
        } else {
            addValue(name, value, wrong);
        }
    }

    private void addValue(String name, Object value, Supplier<WampException> wrong) {
        if (value == null) {
            return;
        }
        String text = CallArguments.plainText(value);
        if (text == null) {
            throw wrong.get();
        }
        if (!query.isEmpty()) {
            query.append('&');
        }
        query.append(UrlEncoding.encode(name)).append('=').append(UrlEncoding.encode(text));
    }

    /** The query without a question mark. */
    @Override
    public String toString() {
        return query.toString();
    }
}
