package io.camelwamp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.WampException;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Takes authenticators through attempts to join. */
final class Attempts {
    private Attempts() {}

    static SecretSource secret(String text) {
        return SecretSource.of(text.toCharArray());
    }

    static Authenticator.Login begin(Authenticator method) {
        return method.begin(ChannelSecurity.LOCAL).toCompletableFuture().join();
    }

    static Authenticate answer(Authenticator method, Map<String, Object> extra) {
        return answer(method, begin(method), extra);
    }

    static Authenticate answer(Authenticator method, Authenticator.Login login, Map<String, Object> extra) {
        return login.answer(new Challenge(method.method(), extra))
                .toCompletableFuture()
                .join();
    }

    /** Why the challenge is not answered. */
    static WampException refusal(Authenticator method, Map<String, Object> extra) {
        Throwable failure = catchThrowable(() -> answer(method, extra));
        return (WampException) (failure instanceof CompletionException ? failure.getCause() : failure);
    }

    /** Why something failed that was to come later. */
    static WampException failure(CompletionStage<?> stage) {
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
        Throwable failure = catchThrowable(() -> stage.toCompletableFuture().join());
        return (WampException) failure.getCause();
    }
}
