package io.camelwamp.bridge.admission;

import io.camelwamp.auth.Macs;
import io.camelwamp.bridge.access.NearestName;
import io.camelwamp.bridge.admission.PropertyLines.Line;
import io.camelwamp.router.auth.User;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes users of the lines {@code NAME.role = …}, {@code NAME.ticket = …} of a file. */
final class UserReader {
    private static final String NAME = "[A-Za-z0-9_@+-][A-Za-z0-9_@+.-]{0,99}";
    private static final String ROLE = "role";

    /** What was read last: users whose lines are the same are taken from it, which saves deriving keys. */
    private Users last = Users.NOBODY;

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if something is malformed; the text has the line's number and repeats no secret
     */
    Users read(Reader reader) throws IOException {
        Map<String, Map<String, Line>> byName = new TreeMap<>();
        for (Line line : PropertyLines.read(reader)) {
            int dot = line.key().lastIndexOf('.');
            String name = dot < 0 ? "" : line.key().substring(0, dot);
            String attribute = line.key().substring(dot + 1);
            if (!name.matches(NAME)) {
                // Without the text, which might be a secret that was put in the wrong place.
                throw new IllegalArgumentException(line + " does not begin as NAME.role = … does, with a NAME of up to"
                        + " 100 letters, digits, and . _ @ + -");
            }
            check(line, name, attribute);
            if (byName.computeIfAbsent(name, absent -> new TreeMap<>()).put(attribute, line) != null) {
                throw new IllegalArgumentException(line + ": " + line.key() + " is there twice");
            }
        }
        Map<String, Users.Known> known = new TreeMap<>();
        byName.forEach((name, lines) -> known.put(name, user(name, lines)));
        last = Users.of(known);
        return last;
    }

    private static void check(Line line, String name, String attribute) {
        List<String> attributes = CredentialReader.attributes(ROLE);
        if (!attributes.contains(attribute)) {
            throw new IllegalArgumentException(line + ": a user has no such key; did you mean '" + name + "."
                    + NearestName.of(attribute, attributes) + "'? There are " + String.join(", ", attributes));
        }
        if (line.value().isEmpty()) {
            throw new IllegalArgumentException(line + ": " + line.key() + " is empty");
        }
    }

    private Users.Known user(String name, Map<String, Line> lines) {
        String version = version(lines);
        Users.Known before = last.known(name);
        if (before != null && before.version().equals(version)) {
            return before;
        }
        Line role = lines.get(ROLE);
        if (role == null) {
            throw new IllegalArgumentException(
                    lines.values().iterator().next() + ": the user " + name + " needs a line " + name + ".role");
        }
        if (role.value().equals(Admission.TRUSTED)) {
            throw new IllegalArgumentException(role + ": " + role.key() + " must not be '" + Admission.TRUSTED
                    + "', which is the role of the bridge itself");
        }
        CredentialReader credentials = new CredentialReader(name, lines);
        return new Users.Known(version, User.of(name, role.value(), credentials.credentials()), credentials.methods());
    }

    /** Tells whether a user's lines say something else now. */
    private static String version(Map<String, Line> lines) {
        StringBuilder all = new StringBuilder();
        lines.forEach((attribute, line) ->
                all.append(attribute).append('=').append(line.value()).append('\n'));
        return HexFormat.of().formatHex(Macs.sha256(all.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
