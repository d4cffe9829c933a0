package io.camelwamp.bridge.http;

import java.util.Map;

/**
 * A request that the bridge does not serve, with the HTTP status and the text that its client gets.
 *
 * <p>The text says what was wrong and what would be right; it never holds secrets.
 */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;

    /**
     * A refusal without headers of its own.
     *
     * @param status an HTTP status, 400 to 599
     * @param message the text for the client
     */
    public RefusedException(int status, String message) {
        this(status, message, Map.of());
    }

    /**
     * A refusal with headers of its own, such as {@code Allow}. It has no stack trace: it describes
     * the input.
     */
    public RefusedException(int status, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** Headers that belong to the answer, never null. */
    public Map<String, String> headers() {
        return headers == null ? Map.of() : headers;
    }
}
