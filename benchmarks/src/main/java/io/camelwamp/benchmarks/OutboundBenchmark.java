package io.camelwamp.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * 500 requests in flight to a backend that takes 100 ms for each: how much of the 5,000 per second that this allows is
 * reached, and with how many threads.
 *
 * <p>Run it with {@code benchmarks/run outbound}.
 */
public final class OutboundBenchmark {
    /** How many requests are under way at any time. */
    static final int IN_FLIGHT = 500;

    private static final double THEORY = IN_FLIGHT * 1000.0 / SlowBackend.MILLIS;
    private static final String BACKEND = "BACKEND";

    private OutboundBenchmark() {}

    /**
     * Without arguments: measures all ways and prints a table. With the name of a way and a URL: measures that one. With
     * {@code BACKEND}: only serves.
     *
     * @param args see above
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            measure(OutboundStack.valueOf(args[0]), args[1]);
        } else if (args.length == 1 && args[0].equals(BACKEND)) {
            System.out.println("port " + SlowBackend.start());
            Thread.currentThread().join();
        } else {
            compare();
        }
        System.exit(0);
    }

    private static void compare() throws Exception {
        Process backend = run(BACKEND);
        try {
            String url = "http://127.0.0.1:" + answerOf(backend, "port ") + "/";
            System.out.println("| way | requests per s | of the theory | target | failures | threads |");
            System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
            for (OutboundStack stack : OutboundStack.values()) {
                Process process = run(stack.name(), url);
                String[] result = answerOf(process, "result ").split(" ");
                double rate = Double.parseDouble(result[0]);
                System.out.printf(
                        "| %s | %,.0f | %.2f | ≥ 0.8 | %s | %s |%n", stack, rate, rate / THEORY, result[1], result[2]);
                process.waitFor();
            }
        } finally {
            backend.destroy();
            backend.waitFor();
        }
    }

    private static void measure(OutboundStack stack, String url) throws Exception {
        Supplier<CompletableFuture<?>> requests = stack.open(url);
        // A procedure is not registered at once; and a first request alone finds out whether anything works.
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (requests.get().handle((answer, failure) -> failure != null).get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(stack + " does not get an answer from " + url);
            }
        }
        LongAdder completed = new LongAdder();
        LongAdder failed = new LongAdder();
        for (int i = 0; i < IN_FLIGHT; i++) {
            next(requests, completed, failed);
        }
        Rate rate = Rate.measure(completed);
        System.out.println("result " + rate.perSecond() + " " + failed.sum() + " " + Thread.activeCount());
    }

    private static void next(Supplier<CompletableFuture<?>> requests, LongAdder completed, LongAdder failed) {
        requests.get().whenComplete((answer, failure) -> {
            (failure == null ? completed : failed).increment();
            next(requests, completed, failed);
        });
    }

    private static Process run(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                OutboundBenchmark.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static String answerOf(Process process, String prefix) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("A process ended without a result");
        }
        return line.substring(prefix.length());
    }
}
