package io.camelwamp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session sends back to a server, and what it does not. */
class CookieJarTest {
    private static final String HOST = "router.example.com:80";

    private final CookieJar jar = new CookieJar();

    private void keep(String header) {
        jar.keep(HOST, "/ws?token=x", false, header);
    }

    private String sent() {
        return jar.header(HOST, "/ws?token=y", false);
    }

    @Test
    void sendsBackWhatWasKeptAndNothingElseOfIt() {
        keep("a=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
        keep("b=x=y+/==");

        assertThat(sent()).isEqualTo("a=1; b=x=y+/==");
    }

    @Test
    void replacesACookieOfTheSameName() {
        keep("a=1");
        keep("a=2");

        assertThat(sent()).isEqualTo("a=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=; Max-Age=0", "a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=1; Max-Age=-1"})
    void deletesWhatTheServerDeletes(String deletion) {
        keep("a=1");
        keep("b=2");
        keep(deletion);

        assertThat(sent()).as(deletion).isEqualTo("b=2");
    }

    @Test
    void sendsNothingToAnotherHostOrPortWhateverTheDomainSays() {
        keep("a=1; Domain=example.com");

        assertThat(jar.header("other.example.com:80", "/ws", false)).isEmpty();
        assertThat(jar.header("router.example.com:81", "/ws", false)).isEmpty();
        assertThat(sent()).isEqualTo("a=1");
    }

    @Test
    void sendsWhatBelongsToThePathWithTheLongestFirst() {
        jar.keep(HOST, "/", false, "root=1; Path=/");
        jar.keep(HOST, "/", false, "sub=2; Path=/ws/sub");

        assertThat(jar.header(HOST, "/ws/sub/x", false)).isEqualTo("sub=2; root=1");
        assertThat(jar.header(HOST, "/ws/subway", false)).isEqualTo("root=1");
    }

    @Test
    void takesAndSendsSecureCookiesByTlsOnly() {
        jar.keep(HOST, "/ws", false, "open=1; Secure");
        jar.keep(HOST, "/ws", true, "tls=1; Secure");

        assertThat(jar.header(HOST, "/ws", true)).isEqualTo("tls=1");
        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "nothing", "=1", "a b=1", "a=x\u0001y", "a=\u00e4"})
    void ignoresWhatMakesNoSense(String header) {
        keep(header);

        assertThat(sent()).isEmpty();
    }

    @Test
    void staysBounded() {
        IntStream.range(0, 1000).forEach(i -> keep("c" + i + "=" + i));
        assertThat(sent().split("; ")).hasSize(20).contains("c999=999").doesNotContain("c979=979");

        keep("huge=" + "x".repeat(5000));
        assertThat(sent()).doesNotContain("huge");

        IntStream.range(0, 10).forEach(i -> keep("big" + i + "=" + "x".repeat(3000)));
        assertThat(sent().length()).isLessThan(8300);
        assertThat(sent()).contains("big9=");
    }

    @Test
    void showsNoValue() {
        keep("a=secret");

        assertThat(jar).hasToString("CookieJar[1]");
    }
}
