package io.camelwamp.bridge.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Serves the demo page and its files, which are the folder {@code web} of the classpath; everything
 * else goes to the next handler.
 */
public class PageHandler extends ResourceHandler {
    private static final String INDEX = "index.html";

    private final Map<String, String> data;
    private byte[] index;

    /**
     * A page that knows what is where.
     *
     * @param data values of the {@code data-…} attributes of the page's body, by their names
     */
    public PageHandler(Map<String, String> data) {
        this.data = Map.copyOf(data);
        setDirAllowed(false);
        setCacheControl("no-cache");
    }

    @Override
    public void doStart() throws Exception {
        Resource web = ResourceFactory.of(this).newClassLoaderResource("web/");
        if (web == null) {
            throw new IllegalStateException("the folder web is not on the classpath");
        }
        setBaseResource(web);
        index = withData(web.resolve(INDEX)).getBytes(StandardCharsets.UTF_8);
        super.doStart();
    }

    private String withData(Resource page) throws IOException {
        try (InputStream input = page.newInputStream()) {
            String html = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> entry : data.entrySet()) {
                String attribute = "data-" + entry.getKey() + "=\"";
                int start = html.indexOf(attribute) + attribute.length();
                int end = html.indexOf('"', start);
                html = html.substring(0, start) + escaped(entry.getValue()) + html.substring(end);
            }
            return html;
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String method = request.getMethod();
        if (!HttpMethod.GET.is(method) && !HttpMethod.HEAD.is(method)) {
            return getHandler().handle(request, response, callback);
        }
        String path = Request.getPathInContext(request);
        if (!path.equals("/") && !path.equals("/" + INDEX)) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=UTF-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, index.length);
        // What the page says of itself cannot include this part of the policy.
        response.getHeaders().put("Content-Security-Policy", "frame-ancestors 'none'");
        response.write(true, ByteBuffer.wrap(index), callback);
        return true;
    }
}
