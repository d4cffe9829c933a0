package io.camelwamp.transport;

import java.util.ServiceLoader;

/** A fixed number of event loops; whoever makes one closes it. */
public interface EventLoops extends AutoCloseable {
    /** Makes loops; found by {@link ServiceLoader}. */
    interface Factory {
        /**
         * Starts loops.
         *
         * @param name the beginning of the threads' names
         * @param threads how many, at least 1
         */
        EventLoops create(String name, int threads);
    }

    /**
     * Starts loops of the kind that the network transports on the class path run on.
     *
     * @param name the beginning of the threads' names
     * @param threads how many, at least 1
     */
    static EventLoops create(String name, int threads) {
        return ServiceLoader.load(Factory.class, EventLoops.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No event loops: put camel-wamp with its META-INF/services files on the class path"))
                .create(name, threads);
    }

    /** One of the loops, in turn. */
    EventLoop next();

    /** Stops the loops after the tasks they have; does not wait. */
    @Override
    void close();
}
