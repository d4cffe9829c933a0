package io.camelwamp.bridge.message;

import io.camelwamp.bridge.http.RefusedException;
import io.camelwamp.protocol.RequestIds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Publication options as clients may set them: checked by type, single values made lists, unknown
 * ones left out.
 */
final class PublicationOptions {
    /**
     * What every publication has: the answer tells the publication's id, which only an
     * acknowledgement brings.
     */
    private static final Map<String, Object> ACKNOWLEDGED = Map.of("acknowledge", true);

    private static final Set<String> IDS = Set.of("exclude", "eligible");
    private static final Set<String> TEXTS =
            Set.of("exclude_authid", "exclude_authrole", "eligible_authid", "eligible_authrole");
    private static final Set<String> FLAGS = Set.of("exclude_me", "retain", "disclose_me");
    private static final List<String> ELIGIBLE = List.of("eligible", "eligible_authid", "eligible_authrole");

    private PublicationOptions() {}

    /**
     * Checks the options of a request.
     *
     * @param given what the client sent
     * @return the options to publish with
     * @throws RefusedException if one has a wrong type; the text names it
     */
    static Map<String, Object> checked(Map<String, Object> given) throws RefusedException {
        if (given.isEmpty()) {
            return ACKNOWLEDGED;
        }
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("acknowledge", true);
        for (Map.Entry<String, Object> option : given.entrySet()) {
            if (option.getValue() != null) {
                Object value = checked(option.getKey(), option.getValue());
                if (value != null) {
                    options.put(option.getKey(), value);
                }
            }
        }
        return options;
    }

    /**
     * Whether the options leave nobody to receive the event, so that no router has to be trusted
     * with that.
     */
    static boolean reachNobody(Map<String, Object> options) {
        return ELIGIBLE.stream().anyMatch(name -> List.of().equals(options.get(name)));
    }

    private static Object checked(String name, Object value) throws RefusedException {
        if (IDS.contains(name)) {
            return listOf(name, value, PublicationOptions::isId, "a session id (an integer from 1 to 2^53)");
        }
        if (TEXTS.contains(name)) {
            return listOf(name, value, String.class::isInstance, "a string");
        }
        if (FLAGS.contains(name)) {
            return require(name, value, value instanceof Boolean, "true or false");
        }
        if (name.equals("forward_for")) {
            boolean objects = value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
            return require(name, value, objects, "a list of objects");
        }
        return null;
    }

    private static Object listOf(String name, Object value, Predicate<Object> accepted, String element)
            throws RefusedException {
        if (value instanceof List<?> list) {
            boolean valid = list.stream().allMatch(accepted);
            return require(name, value, valid, "a list whose elements are each " + element);
        }
        return List.of(require(name, value, accepted.test(value), element + ", or a list of such"));
    }

    private static Object require(String name, Object value, boolean valid, String expected) throws RefusedException {
        if (!valid) {
            throw new RefusedException(
                    400,
                    "the option '"
                            + name
                            + "' must be "
                            + expected
                            + ", but is "
                            + RequestObject.kindOf(value)
                            + (value instanceof List ? " with other elements" : ""));
        }
        return value;
    }

    private static boolean isId(Object value) {
        return (value instanceof Integer || value instanceof Long) && RequestIds.isId(((Number) value).longValue());
    }
}
