package io.camelwamp.bridge.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Serves the files of the page, which is told where the bridge serves what, and passes every other
 * request on.
 */
final class DemoPage extends ResourceHandler {
    private static final String FOLDER = "web/";
    private static final Set<String> INDEX_PATHS = Set.of("/", "/index.html");
    private static final String CACHE_CONTROL = "no-cache";

    private final byte[] index;

    DemoPage(BridgeSettings settings) {
        String html = read("index.html");
        html = tell(html, "realm", "realm1", settings.realm());
        html = tell(html, "router", "ws", relative(settings.websocketPath()));
        html = tell(html, "publisher", "publish", path(settings, Service.PUBLISHER));
        html = tell(html, "caller", "call", path(settings, Service.CALLER));
        index = html.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void doStart() throws Exception {
        setBaseResource(ResourceFactory.of(this).newClassLoaderResource(FOLDER));
        setDirAllowed(false);
        setCacheControl(CACHE_CONTROL);
        super.doStart();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean reads =
                HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        if (!reads || !INDEX_PATHS.contains(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, CACHE_CONTROL);
        // What the page says of itself cannot include this part of the policy.
        response.getHeaders().put("Content-Security-Policy", "frame-ancestors 'none'");
        response.write(true, ByteBuffer.wrap(index), callback);
        return true;
    }

    /** The first path of a service; empty if it is switched off. */
    private static String path(BridgeSettings settings, Service service) {
        List<String> paths = settings.paths(service);
        return paths.isEmpty() ? "" : relative(paths.get(0));
    }

    /** Relative to the page, so that it works behind a proxy that adds a prefix as well. */
    private static String relative(String path) {
        return path.equals("/") ? "." : path.substring(1);
    }

    private static String tell(String html, String name, String standard, String value) {
        String attribute = "data-" + name + "=\"" + standard + "\"";
        if (!html.contains(attribute)) {
            throw new IllegalStateException("The page lacks " + attribute);
        }
        String escaped = value.replace("&", "&amp;").replace("\"", "&quot;");
        return html.replace(attribute, "data-" + name + "=\"" + escaped + "\"");
    }

    private static String read(String name) {
        try (InputStream file = DemoPage.class.getResourceAsStream("/" + FOLDER + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
