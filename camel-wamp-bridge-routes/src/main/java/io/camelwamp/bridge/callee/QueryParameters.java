package io.camelwamp.bridge.callee;

import io.camelwamp.bridge.outbound.UrlEncoding;
import java.util.List;
import java.util.Map;

/** Values as the query of a URL: lists repeat their name, null is left out. */
final class QueryParameters {
    private static final String EXPECTED = "an object of strings, numbers, booleans or lists of such";

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
        map.forEach((name, value) -> addValues(argument, (String) name, value, expected));
    }

    private void addValues(String argument, String name, Object value, String expected) {
        if (value instanceof List<?> list) {
            list.forEach(element -> add(argument, name, element, expected));
        } else {
            add(argument, name, value, expected);
        }
    }

    /** Adds one keyword argument as a parameter of the same name. */
    QueryParameters add(String name, Object value) {
        addValues(name, name, value, "a string, a number, a boolean or a list of such");
        return this;
    }

    private void add(String argument, String name, Object value, String expected) {
        if (value == null) {
            return;
        }
        String text = CallArguments.plainText(value);
        if (text == null) {
            throw CallArguments.wrongType(argument, expected);
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
