package io.camelwamp.bridge.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dot segments of paths: plain ones are resolved, hidden ones are refused. */
final class TargetPaths {
    private static final String UP = "..";
    private static final String HERE = ".";
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    /** How some write a dot or a slash with more octets than it has. */
    private static final Pattern OVERLONG = Pattern.compile("%[cC][01]");

    /** Behind so many layers of encoding nobody hides anything by accident. */
    private static final int MAX_LAYERS = 4;

    private TargetPaths() {}

    /**
     * Resolves {@code .} and {@code ..} (RFC 3986, section 5.2.4).
     *
     * @param path begins with a slash, percent-encoded
     * @throws OutboundException if it leads above the root, or has dot segments or control characters in disguise
     */
    static String normalized(String path) {
        List<String> segments = new ArrayList<>();
        String[] parts = path.substring(1).split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            checkDisguise(parts[i]);
            boolean dots = isDots(parts[i]);
            if (parts[i].equals(UP)) {
                if (segments.isEmpty()) {
                    throw OutboundException.refused("the url leads above the root of its host by ..");
                }
                segments.remove(segments.size() - 1);
            } else if (!dots) {
                segments.add(parts[i]);
            }
            if (dots && i == parts.length - 1) {
                segments.add("");
            }
        }
        return "/" + String.join("/", segments);
    }

    /** A segment that becomes a dot segment for who decodes it, once or more often, or drops what is behind a semicolon. */
    private static void checkDisguise(String segment) {
        if (isDots(segment) || segment.indexOf('%') < 0 && segment.indexOf(';') < 0) {
            return;
        }
        if (OVERLONG.matcher(segment).find()) {
            throw OutboundException.refused("the url has octets in its path that are never UTF-8");
        }
        String text = segment;
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            if (Stream.of(SEPARATOR.split(text, -1)).anyMatch(part -> isDots(part.split(";", 2)[0]))) {
                throw OutboundException.refused("the url has an encoded . or .. in its path: write them plainly");
            }
            if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
                throw OutboundException.refused("the url has an encoded control character in its path");
            }
            String decoded = UrlEncoding.decodedOnce(text);
            if (decoded.equals(text)) {
                return;
            }
            text = decoded;
        }
        throw OutboundException.refused("the url has a path that is encoded over and over again");
    }

    private static boolean isDots(String segment) {
        return segment.equals(HERE) || segment.equals(UP);
    }
}
