package io.camelwamp.bridge.check;

import io.camelwamp.bridge.http.RequestOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a header says of the way that a request took, the hop next to the server last.
 *
 * @param addresses where each hop received the request from; unusable ones are as they were sent
 * @param protocols the scheme that each hop received it with; may be shorter or longer than the
 *     addresses
 */
record ForwardedHops(List<String> addresses, List<String> protocols) {
    /** Reads {@code Forwarded} (RFC 7239). */
    static ForwardedHops standard(RequestOrigin request) {
        List<String> addresses = new ArrayList<>();
        List<String> protocols = new ArrayList<>();
        for (String element : elements(request, "Forwarded", ',')) {
            String address = "";
            String protocol = "";
            for (String pair : split(element, ';')) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).trim().toLowerCase(Locale.ROOT);
                String value = unquoted(pair.substring(equals + 1).trim());
                if (name.equals("for")) {
                    address = withoutPort(value);
                } else if (name.equals("proto")) {
                    protocol = value;
                }
            }
            addresses.add(address);
            protocols.add(protocol);
        }
        return new ForwardedHops(addresses, protocols);
    }

    /** Reads {@code X-Forwarded-For} and {@code X-Forwarded-Proto}. */
    static ForwardedHops customary(RequestOrigin request) {
        List<String> addresses = elements(request, "X-Forwarded-For", ',').stream()
                .map(ForwardedHops::withoutPort)
                .toList();
        return new ForwardedHops(addresses, elements(request, "X-Forwarded-Proto", ','));
    }

    private static List<String> elements(RequestOrigin request, String name, char separator) {
        List<String> elements = new ArrayList<>();
        for (String line : request.headers().apply(name)) {
            elements.addAll(split(line, separator));
        }
        return elements;
    }

    /** Splits at separators outside quotes and trims the parts. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).trim());
        return parts;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The address in {@code 192.0.2.1:80}, {@code [2001:db8::1]:80} and the same without ports. */
    private static String withoutPort(String node) {
        if (node.startsWith("[") && node.contains("]")) {
            return node.substring(1, node.indexOf(']'));
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }

    /** Tells whether the header named no hop at all. */
    boolean isEmpty() {
        return addresses.isEmpty();
    }
}
