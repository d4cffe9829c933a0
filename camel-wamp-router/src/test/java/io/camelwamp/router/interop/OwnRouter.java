package io.camelwamp.router.interop;

import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.interop.Entrance.Opened;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.testing.interop.OwnClient;
import java.net.URI;

/** Our router behind one of its entrances. */
final class OwnRouter implements TestedRouter {
    private final Entrance entrance;
    private String place;
    private URI uri;
    private Opened opened;

    OwnRouter(Entrance entrance) {
        this.entrance = entrance;
    }

    @Override
    public void start() throws Exception {
        opened = entrance.open(RealmConfig.DEFAULT, place);
        place = opened.place();
        uri = opened.uri();
    }

    @Override
    public void stop() throws Exception {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    @Override
    public SessionConfig config(String serializer) {
        return TestedRouter.quickly(OwnClient.target(uri, serializer), SessionConfig.discoverProviders());
    }
}
