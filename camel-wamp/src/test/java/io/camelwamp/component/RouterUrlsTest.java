package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever connects and whoever reads a masked option sees the same URLs, and only one of them secrets. */
class RouterUrlsTest {
    private static Arguments option(String option, String shown, String... urls) {
        return Arguments.of(option, shown, List.of(urls));
    }

    static Stream<Arguments> options() {
        return Stream.of(
                option("ws://h/ws", "ws://h/ws", "ws://h/ws"),
                option("  ws://h/ws  ", "ws://h/ws", "ws://h/ws"),
                option("ws://h/ws?t=a,b", "ws://h/ws", "ws://h/ws?t=a,b"),
                option("ws://h/ws?t=a, ws:b", "ws://h/ws"),
                option("ws://ann:a,b@h/ws", "ws://h/ws", "ws://ann:a,b@h/ws"),
                option("ws://a,b@h/ws?t=c,d", "ws://h/ws", "ws://a,b@h/ws?t=c,d"),
                option("ws+unix:/r.sock:/ws?t=a,b", "ws+unix:/r.sock:/ws", "ws+unix:/r.sock:/ws?t=a,b"),
                option("ws://h/ws?next=a,http://x/b", "ws://h/ws", "ws://h/ws?next=a,http://x/b"),
                option("ws://h/ws?t=a,aws://b", "ws://h/ws", "ws://h/ws?t=a,aws://b"),
                option("ws://h/ws?t=a,localb", "ws://h/ws", "ws://h/ws?t=a,localb"),
                option("ws://h/ws?t=a,,b,,", "ws://h/ws", "ws://h/ws?t=a,,b"),
                option(
                        "ws://a:x,y@one/ws?k=1,2 , wss://b:x,y@two/ws?k=1,2",
                        "ws://one/ws,wss://two/ws",
                        "ws://a:x,y@one/ws?k=1,2",
                        "wss://b:x,y@two/ws?k=1,2"),
                option("ws://h?t=a,b,WSS://i", "ws://h,WSS://i", "ws://h?t=a,b", "WSS://i"),
                option(
                        "rs://h:1,rss://h:2,unix:/a,rs+unix:/b,rs://unix:/c,ws+unix:/d",
                        "rs://h:1,rss://h:2,unix:/a,rs+unix:/b,rs://unix:/c,ws+unix:/d",
                        "rs://h:1",
                        "rss://h:2",
                        "unix:/a",
                        "rs+unix:/b",
                        "rs://unix:/c",
                        "ws+unix:/d"),
                // As it comes out of the URI of an endpoint.
                option("rs unix:/b,ws unix:/d", "rs+unix:/b,ws+unix:/d", "rs+unix:/b", "ws+unix:/d"),
                option(",, ws://a ,\t, ws://b,\n", "ws://a,ws://b", "ws://a", "ws://b"),
                option("local:router", "local:router", "local:router"),
                option("foo://h?t=a,b", "foo://h", "foo://h?t=a,b"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void areTheSameForThoseWhoConnectAndThoseWhoRead(String option, String shown, List<String> urls) {
        assertThat(RouterUrls.masked(option)).isEqualTo(shown);
        if (!urls.isEmpty()) {
            List<URI> parsed = RouterUrls.parse(option);
            assertThat(parsed).extracting(URI::toString).isEqualTo(urls);
            assertThat(parsed.stream().map(URI::toString).map(RouterUrls::masked))
                    .containsExactly(shown.split(","));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                              | is empty",
                "' , '                           | is empty",
                "ws://ann:x@h/a b?k=x            | with special characters as %XX, but is ws://h/a b",
                "ws://h/ws,b:x@i/ws?k=x          | 'comma in a path'",
                "ws://ann:x@h/ws,i/ws?k=x        | must be written as %2C, but it is ws://h/ws,i/ws",
                "ws://h/ws,local:router          | has local: beside other URLs",
                "LOCAL:a,ws://h                  | has local: beside other URLs"
            })
    void sayWhatIsWrongWithoutSecrets(String option, String text) {
        assertThatThrownBy(() -> RouterUrls.parse(option))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasNoCause()
                .message()
                .doesNotContain("ann:", "x@", "k=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wamp:topic:a?url=ws://ann:x,y@h/ws&realm=r | ws://ann:x,y@h/ws | wamp:topic:a?url=ws://h/ws&realm=r",
                "wamp:topic:a?realm=r&url=RAW(ws://h/ws?t=a,b&u=c) | ws://h/ws?t=a,b&u=c | wamp:topic:a?realm=r&url=ws://h/ws",
                "wamp:topic:a?url=RAW{ws://h/ws?t=a,b&u=)}&realm=r | ws://h/ws?t=a,b&u=) | wamp:topic:a?url=ws://h/ws&realm=r",
                "wamp:topic:a?url=ws%3A%2F%2Fh%3Ft%3Da%2Cb | ws://h?t=a,b | wamp:topic:a?url=ws://h",
                "wamp:topic:a?url=ws://x@h/$1 | ws://x@h/$1 | wamp:topic:a?url=ws://h/$1",
                "wamp:topic:a?url=ws://h/ws | ws://h/ws | wamp:topic:a?url=ws://h/ws",
                "wamp:topic:a?url=rs%2Bunix:/a | rs+unix:/a | wamp:topic:a?url=rs%2Bunix:/a"
            })
    void areMaskedInTheUriOfAnEndpoint(String uri, String option, String shown) {
        assertThat(RouterUrls.maskedEndpointUri(uri, option)).isEqualTo(shown);
    }
}
