package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.transport.SilentUnixServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixWebSocketTest extends WebSocketContract {
    @TempDir
    private Path directory;

    UnixWebSocketTest() {
        super("cbor", false);
    }

    @Override
    String host() {
        return "unix:" + directory.resolve("router.sock");
    }

    @Override
    URI uri(WebSocketAcceptor acceptor) {
        return uri("router.sock");
    }

    private URI uri(String file) {
        return URI.create("ws+unix:" + directory.resolve(file) + ":/ws");
    }

    @Override
    protected URI nobody() {
        return uri("nobody.sock");
    }

    @Override
    protected SilentServer silentServer() throws Exception {
        return new SilentUnixServer(directory.resolve("silent.sock"), uri("silent.sock"));
    }

    @Override
    protected String clientSeenByServer() {
        return "a client of unix:";
    }

    /** There is no name service for files. */
    @Test
    @Override
    protected void saysSoWhenTheHostIsUnknown() {
        assertThat(uri("router.sock").getHost()).isNull();
    }
}
