package io.camelwamp.auth;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Where secrets come from: a configuration, a file, a vault.
 *
 * <p>Asked anew for each attempt to join, so that a secret can be exchanged while sessions run.
 * What takes longer than the time for joining comes too late; a failed attempt is repeated like any
 * other one.
 */
@FunctionalInterface
public interface SecretSource {
    /**
     * Fetches a secret; called on an event loop, must not block.
     *
     * @param method the method that needs it: {@code ticket}, {@code wampcra}, {@code scram} or
     *     {@code wamp-scram} (a text or password), {@code cryptosign} (a private key)
     * @param authid the identity it belongs to, or null if the router decides that
     * @return the secret, now or later and on any thread. The array belongs to the receiver, who
     *     overwrites it after use. If it fails with a {@link WampException}, people are told its
     *     text, of other failures their class
     */
    CompletionStage<char[]> fetch(String method, String authid);

    /**
     * Always the same secret.
     *
     * @param secret is copied
     */
    static SecretSource of(char[] secret) {
        char[] kept = secret.clone();
        return (method, authid) -> CompletableFuture.completedFuture(kept.clone());
    }

    /**
     * The content of a file in UTF-8, without line breaks at its end.
     *
     * @param file is read for each attempt
     * @param executor reads it
     */
    static SecretSource ofFile(Path file, Executor executor) {
        Objects.requireNonNull(file, "file");
        return (method, authid) -> CompletableFuture.supplyAsync(() -> read(file), executor);
    }

    private static char[] read(Path file) {
        byte[] octets = {};
        try {
            octets = Files.readAllBytes(file);
            return Secrets.withoutLineBreaks(Secrets.ofUtf8(octets));
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8", e);
        } catch (IOException e) {
            throw unreadable(file, e.toString(), e);
        } finally {
            Secrets.wipe(octets);
        }
    }

    private static WampException unreadable(Path file, String why, IOException cause) {
        return new WampException.JoinFailed(
                Uris.UNAVAILABLE, "The file '" + file + "' with the secret cannot be read: " + why, cause);
    }
}
