package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawSocketUrlTest {
    private static Destination of(String url) {
        return RawSocketUrl.destination(URI.create(url));
    }

    @Test
    void leadsToAPort() {
        assertThat(of("rs://router:8081")).isEqualTo(Destination.tcp("router", 8081, false, "rs://router:8081"));
        assertThat(of("RSS://router:8081/")).isEqualTo(Destination.tcp("router", 8081, true, "rss://router:8081"));
        assertThat(of("rs://[::1]:8081")).isEqualTo(Destination.tcp("::1", 8081, false, "rs://[::1]:8081"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rs+unix:/run/a%20b.sock",
                "rs+unix:///run/a%20b.sock",
                "unix:/run/a%20b.sock",
                "rs://unix:/run/a%20b.sock"
            })
    void leadsToAUnixDomainSocket(String url) {
        Destination destination = of(url);

        assertThat(destination.socket()).isEqualTo(Path.of("/run/a b.sock"));
        assertThat(destination.tls()).isFalse();
        assertThat(destination.name()).endsWith(":/run/a%20b.sock");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ws://router:80 | starts with rs://",
                "rs://router | has no port",
                "rs://router:0 | 1 to 65535",
                "rs://router:65536 | 1 to 65535",
                "rs://under_score:1 | has no host",
                "rs://router:80/ws | a path",
                "rs://router:80?token=secret | a query",
                "rs://user:secret@router:80 | a user",
                "rs+unix:relative.sock | /run/router.sock",
                "unix:/run/a.sock?secret | /run/router.sock",
                "rss://unix:/run/a.sock | needs no TLS",
            })
    void saysWhatIsWrong(String url, String text) {
        assertThatThrownBy(() -> of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageNotContaining("secret");
    }
}
