package io.camelwamp.session;

import io.camelwamp.transport.Transport;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has more to send and waits until the router has read what was sent before: at most one task
 * for each call or invocation. Lives on the event loop.
 */
final class WhenWritable {
    private final Transport transport;
    private final Map<Object, Runnable> tasks = new LinkedHashMap<>();

    WhenWritable(Transport transport) {
        this.transport = transport;
    }

    /** Runs a task at once, or when its turn has come. */
    void run(Object owner, Runnable task) {
        if (tasks.isEmpty() && transport.isWritable()) {
            task.run();
        } else {
            tasks.put(owner, task);
        }
    }

    /** Lets go on whoever waits, in order, as long as the transport takes more. */
    void writable() {
        while (transport.isWritable() && !tasks.isEmpty()) {
            Iterator<Runnable> first = tasks.values().iterator();
            Runnable task = first.next();
            first.remove();
            task.run();
        }
    }

    /** There is no reason to wait any more: the call or invocation is over. */
    void release(Object owner) {
        Runnable task = tasks.remove(owner);
        if (task != null) {
            task.run();
        }
    }

    /** The session is over. */
    void releaseAll() {
        List.copyOf(tasks.keySet()).forEach(this::release);
    }
}
