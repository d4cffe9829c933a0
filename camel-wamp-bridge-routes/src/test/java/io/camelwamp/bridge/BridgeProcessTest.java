package io.camelwamp.bridge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.TestBridge;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.session.LaneConfig;
import io.camelwamp.session.ReceivedInvocation;
import io.camelwamp.session.SessionConfig;
import io.camelwamp.session.WampSession;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.TransportConfig;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge as the program that {@code ./bridge} runs. */
class BridgeProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;

    @AfterEach
    void endTheProcess() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void saysWhenItIsReadyAndWhereAndStopsWhenItIsToldTo() throws Exception {
        int port = start();
        String authority = "://127.0.0.1:" + port;
        assertThat(output())
                .contains("Page:      http" + authority + "/")
                .contains("Publisher: http" + authority + "/publish")
                .contains("Publisher: http" + authority + "/push")
                .contains("Caller:    http" + authority + "/call")
                .contains("Router:    ws" + authority + "/ws");

        HttpResponse<String> answer = call(port, "{\"procedure\": \"com.example.add2\", \"args\": [1, 2]}")
                .get();
        assertThat(malformed(port)).startsWith("HTTP/1.1 400 ");
        process.destroy();

        assertThat(answer.body()).isEqualTo("{\"args\":[3]}");
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
    }

    @Test
    void answersWhatItHasTakenBeforeItStops() throws Exception {
        int port = start();
        URI router = URI.create("ws://127.0.0.1:" + port + "/ws");
        CompletableFuture<ReceivedInvocation> called = new CompletableFuture<>();
        try (EventLoops loops = EventLoops.create("callee", 1);
                WampSession callee = WampSession.open(SessionConfig.of("realm1", TransportConfig.of(router)), loops)) {
            callee.register(
                            "com.example.slow",
                            RegisterOptions.NONE,
                            called::complete,
                            LaneConfig.sequential(Runnable::run))
                    .active()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            var answer = call(port, "{\"procedure\": \"com.example.slow\"}");
            ReceivedInvocation invocation = called.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            process.destroy();
            await().atMost(LIMIT).until(() -> output().contains("Shutting down"));
            invocation.complete(Payload.ofArgs("in time"));

            assertThat(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo("{\"args\":[\"in time\"]}");
        }
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysWhichSettingItDoesNotKnow() throws Exception {
        launch("bridge.prot=9000");

        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output())
                .isEqualToIgnoringNewLines("bridge: there is no setting 'bridge.prot'; did you mean 'bridge.port'?");
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws Exception {
        // The last to be started, so that others have to be stopped that never were.
        launch("bridge.port=0\nbridge.callees.a.procedure=com.a\nbridge.callees.a.baseUrl=http://localhost/\n"
                + "bridge.publisher.key=k\n");

        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output())
                .endsWith("bridge: requests are to be signed, but the secret is missing: set both key and secret, or"
                        + " neither (in 'publish')" + System.lineSeparator())
                .doesNotContain("\tat ", " WARN ", " ERROR ");
    }

    @Test
    void saysHowItIsCalled() throws Exception {
        run("--help");

        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output()).isEqualTo(CommandLine.USAGE);
    }

    @Test
    void refusesACommandLineThatItDoesNotUnderstand() throws Exception {
        run("--port=80");

        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output())
                .isEqualToIgnoringNewLines("bridge: there is no option '--port=80'; --help shows what there is");
    }

    /** What is answered to a client that the log shall not be full of. */
    private static String malformed(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private int start() throws IOException {
        int port = TestBridge.freePort();
        launch("bridge.port=" + port);
        await().atMost(LIMIT).failFast(() -> !process.isAlive()).until(() -> output().contains("The bridge is ready"));
        return port;
    }

    private void launch(String setting) throws IOException {
        run(Files.writeString(folder.resolve("bridge.properties"), setting).toString());
    }

    private void run(String argument) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The tests' own settings stand before the program's.
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        classPath(),
                        Bridge.class.getName(),
                        argument)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** That of the tests, without what the bridge must do without. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private CompletableFuture<HttpResponse<String>> call(int port, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/call"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }
}
