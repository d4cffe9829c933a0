package io.camelwamp.session;

/** Takes the partial results of a call, in order; called on the executor of its target. */
@FunctionalInterface
public interface ProgressHandler {
    /** Takes a partial result. */
    void onProgress(CallResult part);

    /**
     * As {@link #onProgress(CallResult)}, for handlers that are not through with a result when this
     * returns: they override this.
     *
     * @param part a partial result
     * @param done to be run when the next one, or the final result, may come; on any thread
     */
    default void onProgress(CallResult part, Runnable done) {
        try {
            onProgress(part);
        } finally {
            done.run();
        }
    }
}
