package io.camelwamp.benchmarks;

import io.camelwamp.bridge.Bridge;
import io.camelwamp.bridge.BridgeSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The publisher route, with its embedded router behind it, against a bare Jetty handler that parses
 * the same JSON and answers: requests per second on 64 connections, each with one request at a
 * time.
 *
 * <p>Run it with {@code benchmarks/run bridge}.
 */
public final class BridgeBenchmark {
    private static final String BODY = "{\"topic\": \"com.myapp.topic1\", \"args\": [\"Hello, world\"]}";

    private BridgeBenchmark() {}

    /**
     * Without arguments: measures both and prints a table. With {@code jetty} or {@code bridge}:
     * only serves.
     *
     * @param args see above
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 1) {
            serve(args[0]);
            return;
        }
        HttpLoad.Result bridge = measure("bridge");
        HttpLoad.Result jetty = measure("jetty");
        System.out.println("| server | requests per s | p99 ms | ratio | target |");
        System.out.println("| --- | ---: | ---: | ---: | ---: |");
        System.out.printf("| bare Jetty | %,.0f | %.1f | 1 | |%n", jetty.perSecond(), jetty.p99Millis());
        System.out.printf(
                "| publisher | %,.0f | %.1f | %.2f | ≥ 0.5, p99 < 10 |%n",
                bridge.perSecond(), bridge.p99Millis(), bridge.perSecond() / jetty.perSecond());
        System.exit(0);
    }

    private static void serve(String server) throws Exception {
        int port;
        if (server.equals("jetty")) {
            port = BareJetty.start();
        } else {
            Bridge bridge = new Bridge(BridgeSettings.of(Map.of("bridge.port", "0")));
            bridge.start();
            port = bridge.port();
        }
        System.out.println("port " + port);
        Thread.currentThread().join();
    }

    private static HttpLoad.Result measure(String server) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BridgeBenchmark.class.getName(),
                        server)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.startsWith("port ")) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("The server " + server + " did not start");
            }
            try (HttpLoad load = new HttpLoad(Integer.parseInt(line.substring(5)), "/publish", BODY)) {
                return load.measure();
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
