package io.camelwamp.auth;

import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Handles secrets so that no more copies stay behind than must be. */
final class Secrets {
    private Secrets() {}

    /**
     * Fetches a secret, makes something of it beside the event loop, and overwrites it.
     *
     * @param use what is made of it; must not keep the array
     * @return fails with a {@link WampException} if there is no secret
     */
    static <T> CompletionStage<T> use(
            SecretSource source, String method, String authid, Executor executor, Function<char[], T> use) {
        CompletionStage<char[]> fetched;
        try {
            fetched = source.fetch(method, authid);
        } catch (RuntimeException e) {
            fetched = CompletableFuture.failedFuture(e);
        }
        if (fetched == null) {
            fetched = CompletableFuture.failedFuture(new NullPointerException("The secret source returned null"));
        }
        return fetched.handleAsync((secret, failure) -> use(secret, failure, authid, use), executor);
    }

    private static <T> T use(char[] secret, Throwable failure, String authid, Function<char[], T> use) {
        if (failure != null) {
            throw unavailable(authid, failure);
        }
        if (secret == null || secret.length == 0) {
            throw new WampException.JoinFailed(Uris.UNAVAILABLE, "There is no secret" + whose(authid));
        }
        try {
            return use.apply(secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /**
     * Whatever failed may do better with the next attempt, so this is not a refusal for good. The text of somebody's
     * exception may have a secret in it; its class has none.
     */
    private static WampException unavailable(String authid, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WampException known) {
            return known;
        }
        return new WampException.JoinFailed(
                Uris.UNAVAILABLE,
                "The secret" + whose(authid) + " could not be fetched ("
                        + cause.getClass().getSimpleName() + ")",
                cause);
    }

    private static String whose(String authid) {
        return authid == null ? "" : " of '" + authid + "'";
    }

    static byte[] toUtf8(char[] text) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] octets = Arrays.copyOfRange(buffer.array(), buffer.arrayOffset(), buffer.limit());
        wipe(buffer.array());
        return octets;
    }

    static char[] ofUtf8(byte[] octets) throws CharacterCodingException {
        CharBuffer buffer = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
        char[] text = Arrays.copyOfRange(buffer.array(), buffer.arrayOffset(), buffer.limit());
        Arrays.fill(buffer.array(), '\0');
        return text;
    }

    /** The text without line breaks at its end, which editors add; overwrites what it is given. */
    static char[] withoutLineBreaks(char[] text) {
        int length = text.length;
        while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) {
            length--;
        }
        char[] stripped = Arrays.copyOf(text, length);
        Arrays.fill(text, '\0');
        return stripped;
    }

    static void wipe(byte[] octets) {
        Arrays.fill(octets, (byte) 0);
    }
}
