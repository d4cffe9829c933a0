package io.camelwamp.bridge.interop;

import io.camelwamp.bridge.Bridge;
import io.camelwamp.bridge.BridgeSettings;
import io.camelwamp.testing.interop.PeerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The bridge as {@code ./bridge} starts it, on a port of its own. */
final class RunningBridge implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Bridge bridge;
    private final int port;

    private RunningBridge(Bridge bridge, int port) {
        this.bridge = bridge;
        this.port = port;
    }

    static RunningBridge start(int port, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bridge.port", String.valueOf(port));
        Bridge bridge = new Bridge(BridgeSettings.of(settings));
        bridge.start();
        return new RunningBridge(bridge, port);
    }

    int port() {
        return port;
    }

    String routerUrl() {
        return "ws://127.0.0.1:" + port + "/ws";
    }

    String httpUrl(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** POSTs what the curl command of the README does. */
    CompletableFuture<HttpResponse<String>> post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(httpUrl(path)))
                .timeout(PeerProcess.LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        bridge.close();
    }
}
