package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.TestBridge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge as a process of its own, as people run it. */
class BridgeProcessTest {
    @TempDir private Path folder;
    private Process process;

    private Path output() {
        return folder.resolve("output");
    }

    private void run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dlogback.configurationFile=logback.xml", "-Xmx256m", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(Bridge.class.getName());
        command.addAll(List.of(arguments));
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile())
                        .start();
    }

    private String said() throws IOException {
        return Files.readString(output());
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Test
    void itSaysWhenItIsReadyAndWhereAndStopsInOrder() throws Exception {
        int port = TestBridge.freePort();
        Path settings = Files.writeString(folder.resolve("s.yaml"), "bridge: {port: " + port + "}");
        run(settings.toString());
        await().atMost(60, TimeUnit.SECONDS).until(() -> said().contains("The bridge is ready"));
        String authority = "://127.0.0.1:" + port;
        assertThat(said())
                .contains("Page:      http" + authority + "/")
                .contains("Publisher: http" + authority + "/publish")
                .contains("Publisher: http" + authority + "/push")
                .contains("Caller:    http" + authority + "/call")
                .contains("Router:    ws" + authority + "/ws");
        try (RawClient client = new RawClient(port)) {
            String add = "{\"procedure\": \"com.example.add2\", \"args\": [1, 2]}";
            assertThat(client.post("/call", add).text()).isEqualTo("{\"args\":[3]}");
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(said()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
    }

    @Test
    void aWrongSettingEndsItWithOneLine() throws Exception {
        Path settings = Files.writeString(folder.resolve("s.properties"), "bridge.prot=1");
        run(settings.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "bridge: there is no setting 'bridge.prot'; did you mean 'bridge.port'?");
    }
}
