package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.camelwamp.codec.PayloadMode;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Listeners are configured setting by setting. */
class AcceptorConfigTest {
    @Test
    void eachSettingOfAWebSocketListenerIsItsOwn() throws Exception {
        SSLContext tls = SSLContext.getDefault();

        WebSocketAcceptorConfig config = WebSocketAcceptorConfig.builder("127.0.0.1", 8080, "/ws")
                .serializers(List.of("cbor"))
                .payloadMode(PayloadMode.VALUES)
                .maxMessageSize(1)
                .maxHeaderSize(2)
                .handshakeTimeout(Duration.ofSeconds(3))
                .pingInterval(Duration.ofSeconds(4))
                .pingTimeout(Duration.ofSeconds(5))
                .compression(true)
                .writeHighWaterMark(6)
                .sslContext(tls)
                .build();

        assertThat(config)
                .isEqualTo(new WebSocketAcceptorConfig(
                        "127.0.0.1",
                        8080,
                        "/ws",
                        List.of("cbor"),
                        PayloadMode.VALUES,
                        1,
                        2,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        true,
                        6,
                        tls));
        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    @Test
    void eachSettingOfARawSocketListenerIsItsOwn() throws Exception {
        SSLContext tls = SSLContext.getDefault();

        RawSocketAcceptorConfig config = RawSocketAcceptorConfig.builder("127.0.0.1", 8081)
                .serializers(List.of("json"))
                .payloadMode(PayloadMode.VALUES)
                .maxMessageSize(512)
                .handshakeTimeout(Duration.ofSeconds(3))
                .pings(true)
                .pingInterval(Duration.ofSeconds(4))
                .pingTimeout(Duration.ofSeconds(5))
                .writeHighWaterMark(6)
                .sslContext(tls)
                .build();

        assertThat(config)
                .isEqualTo(new RawSocketAcceptorConfig(
                        "127.0.0.1",
                        8081,
                        List.of("json"),
                        PayloadMode.VALUES,
                        512,
                        Duration.ofSeconds(3),
                        true,
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        6,
                        tls));
        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    @Test
    void aSettingThatMakesNoSenseIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebSocketAcceptorConfig.builder("127.0.0.1", 0, "/ws")
                        .maxMessageSize(0)
                        .build())
                .withMessageContaining("maxMessageSize");
    }
}
