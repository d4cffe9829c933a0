package io.camelwamp.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The engine on our router, against Jawampa's client on Jawampa's router and against a bare Netty
 * WebSocket echo with batched flushes; then our engine on raw socket against itself on WebSocket.
 *
 * <p>Octets allocated are those of the whole process: of clients and router.
 *
 * <p>Run it with {@code benchmarks/run engine}.
 */
public final class EngineBenchmark {
    private record Row(
            String name, String stack, String workload, String baseline, String baselineWorkload, double target) {
        Row(String name, String workload, String baseline, String baselineWorkload, double target) {
            this(name, "ws", workload, baseline, baselineWorkload, target);
        }

        /** On raw socket, of which neither baseline knows: compared with ourselves on WebSocket. */
        static Row ofRawSocket(String name, String workload) {
            return new Row(name + ", raw socket", "rs", workload, "ws", workload, 0);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("acknowledged publish, 1 in flight", "PUBLISH:1", "jawampa", "PUBLISH:1", 0),
            new Row("acknowledged publish, 64 in flight", "PUBLISH:64", "jawampa", "PUBLISH:64", 8),
            new Row("calls, 64 in flight", "CALL:64", "jawampa", "CALL:64", 5),
            new Row("events to 1 subscriber", "EVENTS:1", "jawampa", "EVENTS:1", 0),
            new Row("events to 100 subscribers", "EVENTS:100", "jawampa", "EVENTS:100", 10),
            new Row("acknowledged publish, 64 in flight", "PUBLISH:64", "echo", "ECHO:64", 0.5),
            Row.ofRawSocket("acknowledged publish, 1 in flight", "PUBLISH:1"),
            Row.ofRawSocket("acknowledged publish, 64 in flight", "PUBLISH:64"),
            Row.ofRawSocket("calls, 64 in flight", "CALL:64"),
            Row.ofRawSocket("events to 1 subscriber", "EVENTS:1"),
            Row.ofRawSocket("events to 100 subscribers", "EVENTS:100"));

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
            System.out.println(Rate.measure(completed).toLine());
            System.exit(0);
        }
        System.out.println("| workload | camel-wamp per s | octets allocated per message | baseline | baseline per s"
                + " | octets allocated per message | ratio | target |");
        System.out.println("| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |");
        for (Row row : ROWS) {
            Rate ours = fork(row.stack(), row.workload());
            Rate theirs = fork(row.baseline(), row.baselineWorkload());
            System.out.printf(
                    "| %s | %,.0f | %,.0f | %s | %,.0f | %,.0f | %.2f | %s |%n",
                    row.name(),
                    ours.perSecond(),
                    ours.octets(),
                    row.baseline(),
                    theirs.perSecond(),
                    theirs.octets(),
                    ours.perSecond() / theirs.perSecond(),
                    row.target() == 0 ? "–" : "≥ " + row.target());
        }
    }

    private static Stack stack(String name) throws Exception {
        return switch (name) {
            case "ws", "rs" -> new CamelWampStack(name);
            case "jawampa" -> new JawampaStack();
            case "echo" -> new NettyEchoStack();
            default -> throw new IllegalArgumentException("ws, rs, jawampa or echo, but not " + name);
        };
    }

    /**
     * One measurement in a JVM of its own, so that no stack finds the other's profile in the
     * compiler.
     */
    private static Rate fork(String stack, String workload) throws Exception {
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
        Rate rate = new Rate(Double.NaN, Double.NaN);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Rate measured = Rate.parse(line);
                if (measured != null) {
                    rate = measured;
                }
            }
        }
        process.waitFor();
        return rate;
    }
}
