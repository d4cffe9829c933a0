package io.camelwamp.router.interop;

import io.camelwamp.testing.interop.OwnClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

/**
 * Our client on one router, with each serializer that the router has; the behaviours are those of
 * the interfaces. A subclass overrides a behaviour with what its router does instead.
 */
@Timeout(60)
@ParameterizedClass
abstract class ClientOnRouter implements PublishingBehaviour, CallingBehaviour, SessionBehaviour {
    @Parameter
    String serializer;

    private String prefix;

    @BeforeEach
    void findNames() {
        prefix = clients().ownPrefix();
    }

    @Override
    public OwnClient join() {
        return clients().join(serializer);
    }

    @Override
    public String name(String ending) {
        return prefix + ending;
    }
}
