package io.camelwamp.bridge.check;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one form of ISO-8601 that signed requests use; stricter than {@link Instant#parse}. */
final class Timestamps {
    private static final Pattern FORM =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?Z");

    private Timestamps() {}

    /**
     * The time that a text such as {@code 2011-10-14T16:59:51.123Z} stands for, or null if it is
     * not of this form.
     */
    static Instant parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String fraction = matcher.group(7) == null ? "" : matcher.group(7);
        try {
            return LocalDateTime.of(
                            number(matcher, 1),
                            number(matcher, 2),
                            number(matcher, 3),
                            number(matcher, 4),
                            number(matcher, 5),
                            number(matcher, 6),
                            Integer.parseInt(fraction + "0".repeat(9 - fraction.length())))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
