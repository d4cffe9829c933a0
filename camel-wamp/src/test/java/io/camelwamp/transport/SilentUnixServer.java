package io.camelwamp.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Lets clients connect to a Unix domain socket and says nothing. */
public final class SilentUnixServer implements ConnectingContract.SilentServer {
    private final ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final URI uri;

    /**
     * Starts to listen.
     *
     * @param uri how a client gets there
     */
    public SilentUnixServer(Path socket, URI uri) throws IOException {
        this.uri = uri;
        channel.bind(UnixDomainSocketAddress.of(socket));
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public void awaitHangUp(Runnable step) throws IOException {
        try (SocketChannel accepted = channel.accept()) {
            step.run();
            ByteBuffer buffer = ByteBuffer.allocate(1024);
            while (accepted.read(buffer) >= 0) {
                buffer.clear();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
