package io.camelwamp.bridge.testing;

import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.Bridge;
import io.camelwamp.bridge.BridgeSettings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A bridge on a free port whose procedures are called, and whose topics are published to, by HTTP. */
public final class CallingBridge implements AutoCloseable {
    private final Bridge bridge;

    /** A bridge that runs, with settings by their keys. */
    public CallingBridge(Map<String, String> settings) throws Exception {
        Map<String, String> given = new HashMap<>(settings);
        given.put("bridge.port", "0");
        given.put("bridge.demo", "false");
        bridge = new Bridge(BridgeSettings.of(given));
        bridge.start();
    }

    /** Waits until a procedure is registered; it is called for that. */
    public CallingBridge awaitProcedure(String procedure) {
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> !call(procedure, "{\"no such argument\":1}").text().contains("no_such_procedure"));
        return this;
    }

    /** Calls a procedure with keyword arguments, as JSON. */
    public HttpAnswer call(String procedure, String kwargs) throws IOException {
        return post("/call", "{\"procedure\":\"" + procedure + "\",\"kwargs\":" + kwargs + "}");
    }

    /** POSTs JSON on a connection of its own. */
    public HttpAnswer post(String target, String json) throws IOException {
        try (RawClient client = new RawClient(bridge.port())) {
            return client.post(target, json);
        }
    }

    public int port() {
        return bridge.port();
    }

    @Override
    public void close() {
        bridge.close();
    }
}
