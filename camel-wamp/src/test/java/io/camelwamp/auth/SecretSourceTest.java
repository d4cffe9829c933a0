package io.camelwamp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.HandExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSourceTest {
    private static final Map<String, Object> CHALLENGE = Map.of("challenge", "{}");

    @TempDir
    Path folder;

    private static Authenticator ticketFrom(SecretSource source) {
        return new TicketAuthenticator("joe", source, false);
    }

    @Test
    void readsAFileForEachAttemptAndNotOnTheEventLoop() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "größe\r\n");
        HandExecutor executor = new HandExecutor();
        SecretSource source = SecretSource.ofFile(file, executor);

        CompletableFuture<char[]> first = source.fetch("ticket", "joe").toCompletableFuture();
        assertThat(first).isNotDone();
        executor.runAll();
        assertThat(first.join()).containsExactly("größe".toCharArray());

        Files.writeString(file, "another");
        CompletableFuture<char[]> second = source.fetch("ticket", "joe").toCompletableFuture();
        executor.runAll();
        assertThat(second.join()).containsExactly("another".toCharArray());
    }

    @Test
    void tellsWhichFileCannotBeRead() throws IOException {
        Path missing = folder.resolve("missing");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});

        for (Path file : List.of(missing, binary)) {
            WampException failure = Attempts.refusal(ticketFrom(SecretSource.ofFile(file, Runnable::run)), CHALLENGE);
            assertThat(failure).hasMessageContaining(file.toString());
            assertThat(failure.uri()).isEqualTo(Uris.UNAVAILABLE);
        }
    }

    @Test
    void fetchesForAMethodAndAnIdentity() {
        List<String> asked = new ArrayList<>();
        Attempts.answer(
                ticketFrom((method, authid) -> {
                    asked.add(method + " of " + authid);
                    return CompletableFuture.completedFuture("x".toCharArray());
                }),
                CHALLENGE);

        assertThat(asked).containsExactly("ticket of joe");
    }

    @Test
    void failsLikeAPassingProblemWhenTheVaultDoes() {
        SecretSource failing = (method, authid) ->
                CompletableFuture.failedFuture(new IllegalStateException("token hunter2 has expired"));
        SecretSource throwing = (method, authid) -> {
            throw new IllegalStateException("token hunter2 has expired");
        };
        SecretSource silent = (method, authid) -> null;
        SecretSource empty = (method, authid) -> CompletableFuture.completedFuture(new char[0]);

        for (SecretSource source : List.of(failing, throwing, silent, empty)) {
            WampException failure = Attempts.refusal(ticketFrom(source), CHALLENGE);
            assertThat(failure).hasMessageContaining("joe").hasMessageNotContaining("hunter2");
            assertThat(failure.uri()).isEqualTo(Uris.UNAVAILABLE);
        }
    }

    @Test
    void overwritesWhatItFetched() {
        char[] secret = "hunter2".toCharArray();
        Attempts.answer(
                new WampCraAuthenticator(
                        "joe", (method, authid) -> CompletableFuture.completedFuture(secret), Runnable::run),
                CHALLENGE);

        assertThat(secret).containsOnly('\0');
    }

    @Test
    void keepsACopyOfAFixedSecret() {
        char[] given = "secret".toCharArray();
        SecretSource source = SecretSource.of(given);
        given[0] = '?';

        assertThat(Attempts.answer(ticketFrom(source), CHALLENGE).signature()).isEqualTo("secret");
        assertThat(Attempts.answer(ticketFrom(source), CHALLENGE).signature()).isEqualTo("secret");
        assertThatThrownBy(() -> Attempts.answer(ticketFrom(SecretSource.of(new char[0])), CHALLENGE))
                .hasMessageContaining("There is no secret");
    }
}
