package io.camelwamp.bridge.http;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;

/**
 * The paths of a service that does not have all below its own: what is not listed is left to other services of the port, even
 * if the service's own path is {@code /}. Set before the start.
 */
public class ServedPaths {
    private static final String ANYTHING = "/*";

    private String base = "/";
    private List<String> names = List.of();

    /**
     * Tells how much of a path is one of these.
     *
     * @param path the path of a request; null is none
     * @return the length of the entry that has it, or -1 if none does; of two services the one with the longer entry serves it
     */
    int match(String path) {
        int longest = -1;
        for (String name : names) {
            longest = Math.max(longest, matchOf(path, base + name));
        }
        return longest;
    }

    /** With an asterisk at its end an entry has what goes on there, else itself, with a slash behind it or not. */
    private static int matchOf(String path, String entry) {
        if (path == null) {
            return -1;
        }
        if (entry.endsWith(ANYTHING)) {
            String start = entry.substring(0, entry.length() - 1);
            return path.startsWith(start) && path.length() > start.length() ? start.length() : -1;
        }
        return path.equals(entry) || path.equals(entry + "/") ? entry.length() : -1;
    }

    /** Whether a filter concerns a request: always if it is not told which paths. */
    static boolean concerns(ServedPaths paths, ServletRequest request) {
        return paths == null || paths.match(((HttpServletRequest) request).getPathInfo()) >= 0;
    }

    /** Sets what the entries are below, such as {@code /callbacks}; {@code /} by default. */
    public void setBase(String base) {
        this.base = base.endsWith("/") ? base : base + "/";
    }

    /** Sets the entries, separated by commas, such as {@code register,call/*}. */
    public void setNames(String names) {
        this.names = Arrays.stream(names.split(",")).map(String::trim).toList();
    }
}
