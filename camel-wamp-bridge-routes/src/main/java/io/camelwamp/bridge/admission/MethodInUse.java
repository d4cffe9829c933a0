package io.camelwamp.bridge.admission;

import io.camelwamp.router.auth.Applicant;
import io.camelwamp.router.auth.AuthenticationMethod;
import io.camelwamp.router.auth.Identity;
import io.camelwamp.router.auth.Verdict;
import io.camelwamp.transport.ChannelSecurity;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A method that is there only while somebody can use it.
 *
 * @param method the method itself
 * @param inUse whether any user has credentials for it; asked on the router's event loop
 */
record MethodInUse(AuthenticationMethod method, BooleanSupplier inUse) implements AuthenticationMethod {
    @Override
    public String name() {
        return method.name();
    }

    @Override
    public boolean serves(ChannelSecurity channel) {
        return inUse.getAsBoolean() && method.serves(channel);
    }

    @Override
    public CompletionStage<Verdict> authenticate(Applicant applicant) {
        return method.authenticate(applicant);
    }

    @Override
    public Consumer<Identity> loginBegins(Applicant applicant) {
        return method.loginBegins(applicant);
    }
}
