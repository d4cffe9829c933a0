package io.camelwamp.bridge.callee;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keyword arguments of a call, with checked access; null and absent are the same. */
final class CallArguments {
    private final Map<String, Object> kwargs;

    /**
     * Checks the names.
     *
     * @param known names that there may be
     * @throws WampException {@code wamp.error.invalid_argument} if there is another one
     */
    CallArguments(Map<String, Object> kwargs, Set<String> known) {
        this.kwargs = kwargs;
        for (String name : kwargs.keySet()) {
            if (!known.contains(name)) {
                throw invalid("there is no keyword argument '" + name + "': there are " + new TreeSet<>(known));
            }
        }
    }

    static WampException invalid(String text) {
        return new WampException(Uris.INVALID_ARGUMENT, text);
    }

    static WampException wrongType(String name, String expected) {
        return invalid("the keyword argument '" + name + "' must be " + expected);
    }

    static WampException wrongEntry(String name, String entry, String expected) {
        return invalid("the entry '" + entry + "' of the keyword argument '" + name + "' must be " + expected);
    }

    /** A text; null if it is absent. */
    String text(String name) {
        Object value = kwargs.get(name);
        if (value != null && !(value instanceof String)) {
            throw wrongType(name, "a string");
        }
        return (String) value;
    }

    /** Lists of texts by names, from an object of lists of texts or of single ones. */
    Map<String, List<String>> textLists(String name) {
        Object value = kwargs.get(name);
        Map<String, List<String>> lists = new LinkedHashMap<>();
        if (value == null) {
            return lists;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrongType(name, "an object of strings or lists of strings");
        }
        map.forEach((key, element) -> lists.put((String) key, texts(name, (String) key, element)));
        return lists;
    }

    private static List<String> texts(String name, String entry, Object value) {
        if (value instanceof String text) {
            return List.of(text);
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrongEntry(name, entry, "a string or a list of strings");
    }

    /** What stands for a value in a URL; null for a value that has no such text. */
    static String plainText(Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof Number ? value.toString() : null;
    }
}
