package io.camelwamp.benchmarks;

/**
 * A WAMP client library together with a router, both in this process, connected through loopback.
 */
interface Stack extends AutoCloseable {
    /** A client that has joined the realm. */
    interface Client {
        /** Publishes and waits for the acknowledgement; {@code done} may run on any thread. */
        void publish(String topic, String text, Runnable done);

        /** Calls a procedure; {@code done} may run on any thread. */
        void call(String procedure, String text, Runnable done);

        /** Subscribes; returns when the router has confirmed. */
        void subscribe(String topic, Runnable onEvent) throws Exception;

        /**
         * Registers a procedure that returns its argument; returns when the router has confirmed.
         */
        void register(String procedure) throws Exception;
    }

    /** Connects one more client and waits until it has joined. */
    Client connect() throws Exception;

    @Override
    void close() throws Exception;
}
