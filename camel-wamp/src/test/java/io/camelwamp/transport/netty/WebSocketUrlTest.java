package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketUrlTest {
    @ParameterizedTest
    @CsvSource({
        "ws://example.com,               example.com, 80,   false, example.com,      /",
        "wss://example.com/ws,           example.com, 443,  true,  example.com,      /ws",
        "WS://example.com:80/a/b?c=d&e,  example.com, 80,   false, example.com,      /a/b?c=d&e",
        "wss://example.com:8443?x,       example.com, 8443, true,  example.com:8443, /?x",
        "ws://[::1]:8080/ws,             ::1,         8080, false, [::1]:8080,       /ws",
        "ws://127.0.0.1:8080/gr%C3%BC%C3%9Fe, 127.0.0.1, 8080, false, 127.0.0.1:8080, /gr%C3%BC%C3%9Fe",
        "ws://h/grüße,                   h,           80,   false, h,                /gr%C3%BC%C3%9Fe",
    })
    void takesUrlsApart(String url, String host, int port, boolean tls, String hostHeader, String resource) {
        WebSocketUrl taken = WebSocketUrl.of(URI.create(url));

        assertThat(taken.destination().host()).isEqualTo(host);
        assertThat(taken.destination().port()).isEqualTo(port);
        assertThat(taken.destination().tls()).isEqualTo(tls);
        assertThat(taken.hostHeader()).isEqualTo(hostHeader);
        assertThat(taken.resource()).isEqualTo(resource);
        assertThat(taken.authorization()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "ws+unix:/run/a%20b.sock:/ws?c=d, /ws?c=d",
        "ws+unix:///run/a%20b.sock:/ws,   /ws",
        "ws+unix:/run/a%20b.sock,         /",
    })
    void takesUrlsOfUnixDomainSocketsApart(String url, String resource) {
        WebSocketUrl taken = WebSocketUrl.of(URI.create(url));

        assertThat(taken.destination().socket()).isEqualTo(Path.of("/run/a b.sock"));
        assertThat(taken.destination().tls()).isFalse();
        assertThat(taken.hostHeader()).isEqualTo("localhost");
        assertThat(taken.resource()).isEqualTo(resource);
        assertThat(taken.toString()).startsWith("ws+unix:/run/a%20b.sock").doesNotContain("c=d");
    }

    @Test
    void keepsCredentialsOutOfTexts() {
        WebSocketUrl taken = WebSocketUrl.of(URI.create("ws://joe:s3cr%40t@example.com/ws?token=12345"));

        assertThat(taken.authorization()).isEqualTo("Basic am9lOnMzY3JAdA==");
        assertThat(taken.resource()).isEqualTo("/ws?token=12345");
        assertThat(taken.destination().name()).isEqualTo("ws://example.com:80/ws");
        assertThat(taken.toString()).isEqualTo("ws://example.com:80/ws");
        assertThat(taken.destination().toString()).isEqualTo("ws://example.com:80/ws");
    }

    @ParameterizedTest
    @CsvSource({
        "http://joe:secret@example.com/, 'ws://, wss:// or ws+unix:'",
        "example.com,                    'ws://, wss:// or ws+unix:'",
        "ws:///ws,                       host",
        "ws://joe:secret@my_host/ws,     host",
        "ws://example.com/ws#part,       %23",
        "ws://example.com:70000/ws,      65535",
        "ws://example.com:0/ws,          65535",
        "ws+unix:relative.sock:/ws?secret, ws+unix:/run/router.sock:/ws",
        "ws+unix:/run/r.sock:ws?secret,  ws+unix:/run/router.sock:/ws",
        "ws+unix:////run/r.sock:/ws,     ws+unix:/run/router.sock:/ws",
        "ws+unix:/run/r.sock#secret,     ws+unix:/run/router.sock:/ws",
    })
    void refusesWhatIsNoWebSocketUrl(String url, String hint) {
        assertThatThrownBy(() -> WebSocketUrl.of(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(hint)
                .hasMessageNotContaining("secret");
    }
}
