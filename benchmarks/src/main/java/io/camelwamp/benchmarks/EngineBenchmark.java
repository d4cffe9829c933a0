package io.camelwamp.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The engine on our router, against Jawampa's client on Jawampa's router and against a bare Netty
 * WebSocket echo with batched flushes.
 *
 * <p>Run it with {@code benchmarks/run engine}.
 */
public final class EngineBenchmark {
    private record Row(String name, String workload, String baseline, String baselineWorkload, double target) {}

    private static final List<Row> ROWS = List.of(
            new Row("acknowledged publish, 1 in flight", "PUBLISH:1", "jawampa", "PUBLISH:1", 0),
            new Row("acknowledged publish, 64 in flight", "PUBLISH:64", "jawampa", "PUBLISH:64", 8),
            new Row("calls, 64 in flight", "CALL:64", "jawampa", "CALL:64", 5),
            new Row("events to 1 subscriber", "EVENTS:1", "jawampa", "EVENTS:1", 0),
            new Row("events to 100 subscribers", "EVENTS:100", "jawampa", "EVENTS:100", 10),
            new Row("acknowledged publish, 64 in flight", "PUBLISH:64", "echo", "ECHO:64", 0.5));

    private EngineBenchmark() {}

    /**
     * Without arguments: runs everything and prints a table. With {@code STACK WORKLOAD}: measures
     * one rate.
     *
     * @param args see above
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 2) {
            LongAdder completed = new LongAdder();
            Workload.parse(args[1]).start(stack(args[0]), completed);
            System.out.println("rate " + Rate.measure(completed));
            System.exit(0);
        }
        System.out.println("| workload | camel-wamp per s | baseline | baseline per s | ratio | target |");
        System.out.println("| --- | ---: | --- | ---: | ---: | ---: |");
        for (Row row : ROWS) {
            double ours = fork("camel-wamp", row.workload());
            double theirs = fork(row.baseline(), row.baselineWorkload());
            System.out.printf(
                    "| %s | %,.0f | %s | %,.0f | %.2f | %s |%n",
                    row.name(),
                    ours,
                    row.baseline(),
                    theirs,
                    ours / theirs,
                    row.target() == 0 ? "–" : "≥ " + row.target());
        }
    }

    private static Stack stack(String name) throws Exception {
        return switch (name) {
            case "camel-wamp" -> new CamelWampStack();
            case "jawampa" -> new JawampaStack();
            case "echo" -> new NettyEchoStack();
            default -> throw new IllegalArgumentException("camel-wamp, jawampa or echo, but not " + name);
        };
    }

    /**
     * One measurement in a JVM of its own, so that no stack finds the other's profile in the
     * compiler.
     */
    private static double fork(String stack, String workload) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineBenchmark.class.getName(),
                        stack,
                        workload)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        double rate = Double.NaN;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("rate ")) {
                    rate = Double.parseDouble(line.substring(5));
                }
            }
        }
        process.waitFor();
        return rate;
    }
}
