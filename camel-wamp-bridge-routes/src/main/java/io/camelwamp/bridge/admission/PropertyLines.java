package io.camelwamp.bridge.admission;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The lines of a file of properties with their numbers, which {@link Properties} does not tell. */
final class PropertyLines {
    /**
     * A key and its value.
     *
     * @param number of the line in the file, from 1
     */
    record Line(int number, String key, String value) {
        /** Without the value, which may be a secret. */
        @Override
        public String toString() {
            return "line " + number;
        }
    }

    private PropertyLines() {}

    /**
     * Reads all; comments and empty lines are left out.
     *
     * @throws IllegalArgumentException if a line is malformed; the text has its number
     */
    static List<Line> read(Reader reader) throws IOException {
        List<Line> lines = new ArrayList<>();
        BufferedReader source = new BufferedReader(reader);
        int number = 0;
        for (String line = source.readLine(); line != null; line = source.readLine()) {
            int first = ++number;
            StringBuilder logical = new StringBuilder(line);
            while (goesOn(line)) {
                line = source.readLine();
                number++;
                if (line == null) {
                    break;
                }
                logical.append('\n').append(line);
            }
            add(first, logical.toString(), lines);
        }
        return lines;
    }

    /** A backslash at the end that no other one escapes; comments have no next line. */
    private static boolean goesOn(String line) {
        if (line == null
                || line.stripLeading().startsWith("#")
                || line.stripLeading().startsWith("!")) {
            return false;
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    private static void add(int number, String logical, List<Line> lines) throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logical));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + " has a malformed \\u escape", e);
        }
        one.forEach((key, value) -> lines.add(new Line(number, (String) key, ((String) value).trim())));
    }
}
