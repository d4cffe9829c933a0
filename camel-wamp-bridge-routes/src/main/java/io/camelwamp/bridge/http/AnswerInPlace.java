package io.camelwamp.bridge.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Camel's servlet write an answer on the thread that made it.
 *
 * <p>The servlet answers by {@link AsyncContext#dispatch()}, which makes Jetty wake another thread and walk through all
 * handlers again, only to come to the servlet a second time. Behind this filter it comes there at once. That thread must
 * not wait for a client that does not read, so the {@link RawHttpBinding} writes without blocking; do not use the one
 * without the other.
 */
public final class AnswerInPlace implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerInPlace.class);

    /** Services with paths below each other's have a filter each, of which one is enough. */
    private static final String APPLIED = AnswerInPlace.class.getName();

    private ServedPaths paths;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!ServedPaths.concerns(paths, request) || request.getAttribute(APPLIED) != null) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(APPLIED, true);
        chain.doFilter(new Answered((HttpServletRequest) request, response, chain), response);
    }

    /** Sets to which paths it applies; to all that it is mapped to if null. */
    public void setPaths(ServedPaths paths) {
        this.paths = paths;
    }

    private static final class Answered extends HttpServletRequestWrapper {
        private final ServletResponse response;
        private final FilterChain chain;

        Answered(HttpServletRequest request, ServletResponse response, FilterChain chain) {
            super(request);
            this.response = response;
            this.chain = chain;
        }

        @Override
        public AsyncContext startAsync() {
            return new InPlace(super.startAsync(), this);
        }

        @Override
        public AsyncContext startAsync(ServletRequest suspended, ServletResponse answer) {
            return new InPlace(super.startAsync(suspended, answer), this);
        }

        private void answer(AsyncContext context) {
            try {
                chain.doFilter(this, response);
            } catch (IOException | ServletException | RuntimeException e) {
                LOG.warn("An answer could not be written", e);
            } finally {
                context.complete();
            }
        }
    }

    /** A context that is dispatched by a second call of what is behind the filter. */
    private record InPlace(AsyncContext context, Answered origin) implements AsyncContext {
        @Override
        public void dispatch() {
            origin.answer(context);
        }

        @Override
        public void dispatch(String path) {
            context.dispatch(path);
        }

        @Override
        public void dispatch(ServletContext servletContext, String path) {
            context.dispatch(servletContext, path);
        }

        @Override
        public ServletRequest getRequest() {
            return context.getRequest();
        }

        @Override
        public ServletResponse getResponse() {
            return context.getResponse();
        }

        @Override
        public boolean hasOriginalRequestAndResponse() {
            return context.hasOriginalRequestAndResponse();
        }

        @Override
        public void complete() {
            context.complete();
        }

        @Override
        public void start(Runnable task) {
            context.start(task);
        }

        @Override
        public void addListener(AsyncListener listener) {
            context.addListener(listener);
        }

        @Override
        public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
            context.addListener(listener, request, response);
        }

        @Override
        public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
            return context.createListener(type);
        }

        @Override
        public void setTimeout(long timeout) {
            context.setTimeout(timeout);
        }

        @Override
        public long getTimeout() {
            return context.getTimeout();
        }
    }
}
