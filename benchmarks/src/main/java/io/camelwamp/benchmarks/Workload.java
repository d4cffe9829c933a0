package io.camelwamp.benchmarks;

import java.util.concurrent.atomic.LongAdder;

/**
 * What is measured; the number behind the colon is how many requests are in flight, or how many
 * subscribers there are.
 */
record Workload(Kind kind, int size) {
    enum Kind {
        /** Acknowledged publications without subscribers. */
        PUBLISH,
        /** Calls of a procedure that returns its argument. */
        CALL,
        /** Events that reach their subscribers, published with 64 acknowledgements outstanding. */
        EVENTS,
        /** WebSocket messages that come back; not WAMP. */
        ECHO
    }

    /** Makes WAMP messages of about 110 octets. */
    private static final String TEXT = "The quick brown fox jumps over the lazy dog, again";

    private static final String URI = "com.example.benchmark";
    private static final int PUBLISH_WINDOW = 64;

    static Workload parse(String text) {
        String[] parts = text.split(":");
        return new Workload(Kind.valueOf(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
        return kind + ":" + size;
    }

    /** Keeps the stack busy from now on; each completion is counted and begins the next request. */
    void start(Stack stack, LongAdder completed) throws Exception {
        Stack.Client client = stack.connect();
        switch (kind) {
            case PUBLISH, ECHO -> keepInFlight(size, completed, done -> client.publish(URI, TEXT, done));
            case CALL -> {
                stack.connect().register(URI);
                keepInFlight(size, completed, done -> client.call(URI, TEXT, done));
            }
            case EVENTS -> {
                for (int i = 0; i < size; i++) {
                    stack.connect().subscribe(URI, completed::increment);
                }
                keepInFlight(PUBLISH_WINDOW, new LongAdder(), done -> client.publish(URI, TEXT, done));
            }
        }
    }

    private interface Request {
        void send(Runnable done);
    }

    private static void keepInFlight(int window, LongAdder completed, Request request) {
        for (int i = 0; i < window; i++) {
            new Runnable() {
                @Override
                public void run() {
                    request.send(() -> {
                        completed.increment();
                        run();
                    });
                }
            }.run();
        }
    }
}
