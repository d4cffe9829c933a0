package io.camelwamp.bridge.callee;

import io.camelwamp.bridge.outbound.OutboundException;
import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.outbound.UrlEncoding;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with places for values, such as {@code /invoices/{id}}. Values are encoded, so none of them can become more than
 * one segment. Immutable.
 */
final class PathTemplate {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final String template;
    private final Set<String> names = new LinkedHashSet<>();

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it has braces that are no place
     */
    PathTemplate(String template) {
        this.template = template.startsWith("/") ? template.substring(1) : template;
        Matcher places = PLACE.matcher(this.template);
        while (places.find()) {
            names.add(places.group(1));
        }
        String rest = places.replaceAll("");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
            throw new IllegalArgumentException("the path '" + template
                    + "' has a brace that belongs to no {name}: names have letters, digits and _");
        }
    }

    /** The names of the places. */
    Set<String> names() {
        return names;
    }

    /**
     * Fills the places.
     *
     * @return a relative reference
     * @throws io.camelwamp.protocol.WampException {@code wamp.error.invalid_argument} if a value is missing or empty
     * @throws OutboundException of the kind {@code REFUSED} if values would be no segment
     */
    String fill(Map<String, Object> values) {
        String filled = PLACE.matcher(template).replaceAll(place -> text(place.group(1), values.get(place.group(1))));
        for (String segment : filled.split("\\?", 2)[0].split("/")) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new OutboundException(Kind.REFUSED, "the values make '" + segment + "' of a part of the path");
            }
        }
        // Without that, a colon in the first segment would end a scheme.
        return "./" + filled;
    }

    private static String text(String name, Object value) {
        if (value == null) {
            throw CallArguments.invalid("the keyword argument '" + name + "' is missing");
        }
        String text = CallArguments.plainText(value);
        if (text == null || text.isEmpty()) {
            throw CallArguments.wrongType(name, "a string that is not empty, a number or a boolean");
        }
        return UrlEncoding.encode(text);
    }
}
