package io.camelwamp.bridge.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Set;

/**
 * Keeps unusual content types from Camel's servlet, so that a step of the route can answer them.
 *
 * <p>The servlet itself refuses Java serialization with 415, and Jetty throws when it is asked for
 * the type of a request whose charset has no legal name. Behind this filter both see no type at
 * all; the header is still there to be read.
 */
public final class ContentTypeVeil implements Filter {
    /** A wrapped request takes a longer way through Jetty, which the usual types are spared. */
    private static final Set<String> HARMLESS = Set.of(
            "application/json",
            "application/json;charset=utf-8",
            "application/json;charset=UTF-8",
            "application/json; charset=utf-8",
            "application/json; charset=UTF-8");

    private ServedPaths paths;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String type = ((HttpServletRequest) request).getHeader("Content-Type");
        boolean harmless = type == null || HARMLESS.contains(type) || !ServedPaths.concerns(paths, request);
        chain.doFilter(harmless ? request : new Veiled((HttpServletRequest) request), response);
    }

    /** Sets to which paths it applies; to all that it is mapped to if null. */
    public void setPaths(ServedPaths paths) {
        this.paths = paths;
    }

    private static final class Veiled extends HttpServletRequestWrapper {
        Veiled(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getContentType() {
            return null;
        }

        @Override
        public String getCharacterEncoding() {
            return null;
        }
    }
}
