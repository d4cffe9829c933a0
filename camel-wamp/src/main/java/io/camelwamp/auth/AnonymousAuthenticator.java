package io.camelwamp.auth;

import io.camelwamp.transport.ChannelSecurity;
import java.util.concurrent.CompletionStage;

/** No identity at all; the router gives one of its own making. */
public final class AnonymousAuthenticator implements Authenticator {
    /** The name on the wire. */
    public static final String NAME = "anonymous";

    private final Authenticator unasked = new UnaskedAuthenticator(NAME, null);

    @Override
    public String method() {
        return NAME;
    }

    @Override
    public CompletionStage<Login> begin(ChannelSecurity channel) {
        return unasked.begin(channel);
    }
}
