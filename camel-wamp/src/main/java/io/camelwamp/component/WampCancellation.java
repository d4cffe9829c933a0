package io.camelwamp.component;

/**
 * Cancels the call that an exchange is waiting for. While it waits, the exchange has one as the
 * property {@link #PROPERTY}, for a consumer that learns that nobody wants the answer any more.
 */
@FunctionalInterface
public interface WampCancellation {
    /** The name of the exchange property. */
    String PROPERTY = "CamelWampCancellation";

    /**
     * Cancels the call, which fails the exchange; does nothing if it is complete. May be called
     * from any thread.
     */
    void cancel();
}
