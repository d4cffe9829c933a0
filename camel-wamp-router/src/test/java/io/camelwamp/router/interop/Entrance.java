package io.camelwamp.router.interop;

import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.Router;
import io.camelwamp.router.transport.Front;
import io.camelwamp.router.transport.NettyRawSocketListener;
import io.camelwamp.transport.netty.RawSocketAcceptorConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The ways into our router from another process. */
enum Entrance {
    WEBSOCKET_ON_NETTY {
        @Override
        Opened open(RealmConfig realm, String place) throws Exception {
            return front(Front.NETTY, realm, place);
        }
    },

    WEBSOCKET_ON_JETTY {
        @Override
        Opened open(RealmConfig realm, String place) throws Exception {
            return front(Front.JETTY, realm, place);
        }
    },

    RAW_SOCKET {
        @Override
        Opened open(RealmConfig realm, String place) throws Exception {
            NettyRawSocketListener listener =
                    new NettyRawSocketListener(RawSocketAcceptorConfig.of("127.0.0.1", port(place)));
            Router router = start(realm, listener);
            int port = listener.address().getPort();
            return new Opened(URI.create("rs://127.0.0.1:" + port), String.valueOf(port), router::close);
        }
    },

    RAW_SOCKET_ON_UNIX_SOCKET {
        @Override
        Opened open(RealmConfig realm, String place) throws Exception {
            Path socket = place == null ? Files.createTempDirectory("wamp").resolve("router.sock") : Path.of(place);
            Files.createDirectories(socket.getParent());
            Router router = start(realm, new NettyRawSocketListener(RawSocketAcceptorConfig.of("unix:" + socket, 0)));
            return new Opened(URI.create("rs+unix:" + socket), socket.toString(), () -> {
                router.close();
                Files.deleteIfExists(socket);
                Files.delete(socket.getParent());
            });
        }
    };

    /** Ends what was opened. */
    interface Closing {
        void close() throws Exception;
    }

    /**
     * A router that can be reached.
     *
     * @param uri where clients connect
     * @param place where it can be opened again
     * @param closing stops it
     */
    record Opened(URI uri, String place, Closing closing) {
        void close() throws Exception {
            closing.close();
        }
    }

    /**
     * Starts a router.
     *
     * @param realm how {@code realm1} is
     * @param place where it is to be found; null for any free one
     */
    abstract Opened open(RealmConfig realm, String place) throws Exception;

    private static int port(String place) {
        return place == null ? 0 : Integer.parseInt(place);
    }

    private static Opened front(Front front, RealmConfig realm, String place) throws Exception {
        Front.Running running = front.open(builder -> builder.realm("realm1", realm), port(place));
        return new Opened(running.uri(), String.valueOf(running.port()), running::close);
    }

    private static Router start(RealmConfig realm, NettyRawSocketListener listener) throws IOException {
        Router router =
                Router.builder().realm("realm1", realm).listener(listener).build();
        router.start();
        return router;
    }
}
