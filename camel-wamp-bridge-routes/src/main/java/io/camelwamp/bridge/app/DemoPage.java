package io.camelwamp.bridge.app;

import java.util.List;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** Serves the files of the page, and passes every other request on. */
final class DemoPage extends ResourceHandler {
    @Override
    public void doStart() throws Exception {
        setBaseResource(ResourceFactory.of(this).newClassLoaderResource("web/"));
        setWelcomeFiles(List.of("index.html"));
        setDirAllowed(false);
        setCacheControl("no-cache");
        super.doStart();
    }
}
