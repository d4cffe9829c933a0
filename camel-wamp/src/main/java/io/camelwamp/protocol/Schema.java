package io.camelwamp.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The known keys of one dictionary and the types that their values must have.
 *
 * <p>Keys that are not listed pass unchanged, as the specification demands; a listed key with
 * another type is an error whose text names the key and says what was expected. Numbers come out as
 * {@link Long}.
 */
final class Schema {
    /** Checks one value and returns its canonical form; null means that it is not of this type. */
    private interface Type {
        Object canonical(Object value);
    }

    private record Rule(String expected, Type type) {}

    private static final Type TEXT = value -> value instanceof String ? value : null;
    private static final Type ID = value -> {
        long id = Elements.integral(value);
        return RequestIds.isId(id) ? (Object) id : null;
    };

    private final String owner;
    private final Map<String, Rule> rules = new HashMap<>();

    private Schema(String owner) {
        this.owner = owner;
    }

    /** A schema without keys; the name, such as {@code PUBLISH.Options}, begins its error texts. */
    static Schema of(String owner) {
        return new Schema(owner);
    }

    Schema bools(String... keys) {
        return add("a boolean", value -> value instanceof Boolean ? value : null, keys);
    }

    Schema texts(String... keys) {
        return add("a string", TEXT, keys);
    }

    Schema ids(String... keys) {
        return add("an id (an integer from 1 to 2^53)", ID, keys);
    }

    /** Non-negative integers. */
    Schema integers(String... keys) {
        return add(
                "a non-negative integer",
                value -> Elements.integral(value) >= 0 ? (Object) Elements.integral(value) : null,
                keys);
    }

    Schema positive(String... keys) {
        return add(
                "a positive integer",
                value -> Elements.integral(value) > 0 ? (Object) Elements.integral(value) : null,
                keys);
    }

    Schema dicts(String... keys) {
        return add("a dictionary", value -> value instanceof Map<?, ?> ? value : null, keys);
    }

    Schema idLists(String... keys) {
        return add("a list of ids", value -> listOf(value, ID), keys);
    }

    Schema textLists(String... keys) {
        return add("a list of strings", value -> listOf(value, TEXT), keys);
    }

    Schema dictLists(String... keys) {
        return add(
                "a list of dictionaries",
                value -> listOf(value, element -> element instanceof Map ? element : null),
                keys);
    }

    Schema oneOf(String key, String... allowed) {
        List<String> values = List.of(allowed);
        return add(
                "one of the strings " + values,
                value -> value instanceof String && values.contains(value) ? value : null,
                key);
    }

    /**
     * The {@code roles} dictionary of HELLO or WELCOME: at least one known role, features are
     * booleans.
     */
    Schema roles(String... known) {
        List<String> roles = List.of(known);
        return add(
                "a dictionary with at least one of " + roles + " whose features are booleans",
                value -> areRoles(value, roles) ? value : null,
                "roles");
    }

    /**
     * Checks a dictionary.
     *
     * @param values what the application or the wire gave
     * @return an unmodifiable dictionary in which known numbers are {@link Long}
     * @throws WampException.ProtocolViolation if a known key has a value of another type
     */
    Map<String, Object> check(Map<String, Object> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> checked = new LinkedHashMap<>(values.size() * 4 / 3 + 1);
        values.forEach((key, value) -> checked.put(key, checkOne(key, value)));
        return Collections.unmodifiableMap(checked);
    }

    /** As {@link #check}, and a key must be there. */
    Map<String, Object> check(Map<String, Object> values, String required) {
        if (!values.containsKey(required)) {
            throw new WampException.ProtocolViolation(owner
                    + "."
                    + required
                    + " is missing: it must be "
                    + rules.get(required).expected());
        }
        return check(values);
    }

    private Object checkOne(String key, Object value) {
        Rule rule = rules.get(key);
        if (rule == null) {
            return value;
        }
        Object canonical = rule.type().canonical(value);
        if (canonical == null) {
            throw new WampException.ProtocolViolation(
                    owner + "." + key + " must be " + rule.expected() + ", but is " + Elements.kindOf(value));
        }
        return canonical;
    }

    private Schema add(String expected, Type type, String... keys) {
        for (String key : keys) {
            rules.put(key, new Rule(expected, type));
        }
        return this;
    }

    private static List<Object> listOf(Object value, Type type) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        List<Object> result = new ArrayList<>(list.size());
        for (Object element : list) {
            Object canonical = element == null ? null : type.canonical(element);
            if (canonical == null) {
                return null;
            }
            result.add(canonical);
        }
        return Collections.unmodifiableList(result);
    }

    private static boolean areRoles(Object value, List<String> known) {
        if (!(value instanceof Map<?, ?> roles) || roles.keySet().stream().noneMatch(known::contains)) {
            return false;
        }
        for (Map.Entry<?, ?> role : roles.entrySet()) {
            if (!known.contains(role.getKey()) || !(role.getValue() instanceof Map<?, ?> details)) {
                return false;
            }
            Object features = details.get("features");
            boolean valid = features == null && !details.containsKey("features")
                    || features instanceof Map<?, ?> flags
                            && flags.values().stream().allMatch(Boolean.class::isInstance);
            if (!valid) {
                return false;
            }
        }
        return true;
    }
}
