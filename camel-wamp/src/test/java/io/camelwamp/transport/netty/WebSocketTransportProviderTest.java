package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.transport.EventLoop;
import io.camelwamp.transport.EventLoops;
import io.camelwamp.transport.RecordingListener;
import io.camelwamp.transport.TransportConfig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which configurations it refuses. */
class WebSocketTransportProviderTest {
    private static TransportConfig config(
            List<String> serializers, Map<String, String> headers, Duration connectTimeout) {
        return TransportConfig.builder(URI.create("ws://127.0.0.1:1/"))
                .serializers(serializers)
                .headers(headers)
                .maxMessageSize(10_000)
                .connectTimeout(connectTimeout)
                .build();
    }

    private final EventLoops loops = EventLoops.create("provider", 1);
    private final EventLoop loop = loops.next();

    @AfterEach
    void closeLoops() {
        loops.close();
    }

    private void connect(TransportConfig config) {
        new WebSocketTransportProvider().connect(config, loop, new RecordingListener(loop));
    }

    private static TransportConfig withHeader(String name, String value) {
        return config(List.of("json"), Map.of(name, value), Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Protocol", "upgrade", "Connection", "bad name", "Content-Length", ""})
    void refusesHeadersThatAreNotForTheUserToSet(String name) {
        assertThatThrownBy(() -> connect(withHeader(name, "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\r\nX-Other: 1", "secret\u0000", "secret€"})
    void refusesHeaderValuesThatCannotBeSent(String value) {
        assertThatThrownBy(() -> connect(withHeader("Cookie", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cookie")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesSerializersThatThereAreNot() {
        List<String> serializers = List.of("json", "bson");
        assertThatThrownBy(() -> connect(config(serializers, Map.of(), Duration.ofSeconds(10))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bson");
    }

    @Test
    void refusesToConnectWithoutTime() {
        assertThatThrownBy(() -> connect(config(List.of("json"), Map.of(), Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connectTimeout");
    }
}
