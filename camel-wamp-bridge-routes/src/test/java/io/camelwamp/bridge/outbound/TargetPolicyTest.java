package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
    private static final TargetPolicy BELOW =
            TargetPolicy.of("https://api.example.com/2010-04-01/", "", PrivateAddresses.NAMED);

    private static void assertRefused(TargetPolicy policy, String reference) {
        assertThatThrownBy(() -> policy.resolve(reference))
                .as(reference)
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @ParameterizedTest
    @CsvSource({
        "Accounts/AC1/Messages.json, https://api.example.com/2010-04-01/Accounts/AC1/Messages.json",
        "'', https://api.example.com/2010-04-01/",
        "?page=2, https://api.example.com/2010-04-01/?page=2",
        "a?x=1&y=2#part, https://api.example.com/2010-04-01/a?x=1&y=2",
        "a/b/../c, https://api.example.com/2010-04-01/a/c",
        "a/./b, https://api.example.com/2010-04-01/a/b",
        "a/.., https://api.example.com/2010-04-01/",
        "/2010-04-01/a, https://api.example.com/2010-04-01/a",
        "//API.example.com/2010-04-01/a, https://api.example.com/2010-04-01/a",
        "https://api.example.com:443/2010-04-01/a, https://api.example.com/2010-04-01/a",
        "users/@me, https://api.example.com/2010-04-01/users/@me",
        "a b/é?q=ü{1}, https://api.example.com/2010-04-01/a%20b/%C3%A9?q=%C3%BC%7B1%7D",
        "group%2Fproject, https://api.example.com/2010-04-01/group%2Fproject",
        "v1.2..3/...;x, https://api.example.com/2010-04-01/v1.2..3/...;x",
    })
    void resolvesReferences(String reference, String target) {
        assertThat(BELOW.resolve(reference)).hasToString(target);
    }

    @Test
    void anAbsentReferenceIsTheBaseItself() {
        TargetPolicy policy = TargetPolicy.of("http://api.myapp.local?key=1", null, PrivateAddresses.NAMED);
        assertThat(policy.resolve(null)).hasToString("http://api.myapp.local/?key=1");
        assertThat(policy.resolve("some/thing")).hasToString("http://api.myapp.local/some/thing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/2010-04-01/a",
                "https://api.example.com:8443/2010-04-01/a",
                "https://evil.example/2010-04-01/a",
                "https://api.example.com.evil.example/2010-04-01/a",
                "https://xapi.example.com/2010-04-01/a",
                "//evil.example/2010-04-01/a",
                "///evil.example/a",
                "https:///evil.example/a",
                "https:/evil.example/a",
                "https:evil.example/a",
                "https://api.example.com@evil.example/2010-04-01/a",
                "//api.example.com@evil.example/2010-04-01/a",
                "https://user:password@api.example.com/2010-04-01/a",
                "https://api.example.com:80@evil.example/",
                "https://api.example.com:443:80/2010-04-01/",
                "https://api.example.com:0/2010-04-01/",
                "https://api.example.com:99999/2010-04-01/",
                "https://[::1/2010-04-01/",
                "https://api.example.com%00.evil.example/",
                "https://api.example.com%2fevil/",
                "ftp://api.example.com/2010-04-01/a",
                "file:///etc/passwd",
                "gopher://api.example.com/",
                "javascript:alert(1)",
                "/a",
                "/",
                "..",
                "../a",
                "a/../../b",
                "../2010-04-01/../../a",
                "../../../2010-04-01/a",
                "/2010-04-01/../a",
                "/2010-04-01/%2e%2e/a",
                "%2e%2e/a",
                "%2E./a",
                ".%2e/a",
                "%252e%252e/a",
                "%25252e%25252e/a",
                "a/..%2fb",
                "a/..%2f..%2f..%2fb",
                "..%5ca",
                "..;/a",
                "..;x=y/a",
                "a/%2e%2e;x/b",
                "%c0%ae%c0%ae/a",
                "..\\a",
                "\\\\evil.example\\a",
                "/\\evil.example/a",
                "https:\\\\evil.example\\a",
                "a\r\nHost: evil.example",
                "a\nb",
                "a\tb",
                "a\u0000b",
                "a%0d%0ab",
                "a%00",
                "a%",
                "a%4",
                "a%zz",
                " https://api.example.com/2010-04-01/a",
                "a ",
            })
    void refusesWhatLeadsElsewhereOrHidesWhereItLeads(String reference) {
        assertRefused(BELOW, reference);
    }

    @Test
    void staysBelowTheFolderOfItsBase() {
        TargetPolicy policy = TargetPolicy.of("http://h/api/v1", "", PrivateAddresses.NAMED);
        assertThat(policy.resolve("v2")).hasToString("http://h/api/v2");
        assertRefused(policy, "/apix");
        assertRefused(policy, "/api");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, https://example.com/a, true",
        "example.com, http://example.com/a, true",
        "example.com, http://example.com:8080/a, false",
        "example.com, http://www.example.com/, false",
        "example.com:8080, http://example.com:8080/, true",
        "example.com:*, http://example.com:1234/, true",
        "https://example.com, http://example.com/, false",
        "https://example.com/hooks/, https://example.com/hooks/a, true",
        "https://example.com/hooks/, https://example.com/hooksx, false",
        "https://example.com/hooks/, https://example.com/hooks/../x, false",
        "*.example.com, http://a.b.example.com/, true",
        "*.example.com, http://example.com/, false",
        "*.example.com, http://evilexample.com/, false",
        "*, http://anything.example/, true",
        "*, http://anything.example:81/, false",
        "*:*, http://anything.example:81/, true",
        "[::1]:8080, http://[::1]:8080/, true",
        "bücher.example, http://xn--bcher-kva.example/, true",
    })
    void aListAllowsWhatItsEntriesMatch(String entry, String url, boolean allowed) {
        TargetPolicy policy = TargetPolicy.of(null, "other.example, " + entry, PrivateAddresses.NAMED);
        if (allowed) {
            policy.resolve(url);
        } else {
            assertRefused(policy, url);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x", "a b", "http://x/folder", "http://u@x", "a.*.b", "http://", "x:99999999", "..x"})
    void entriesThatAreNoTargetsAreErrors(String entry) {
        assertThatThrownBy(() -> TargetPolicy.of(null, entry, PrivateAddresses.NAMED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@host/",
                "user:s3cret@host",
                "s3cret:pass@host/",
                "https://ho st/?key=s3cret",
                "https://host:99999/?key=s3cret",
                "host?key=s3cret"
            })
    void errorsHaveNoSecretsOfUrls(String url) {
        assertThatThrownBy(() -> TargetPolicy.of("tokenUrl", url, null, PrivateAddresses.NAMED))
                .hasMessageStartingWith("tokenUrl cannot be used: the ")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> TargetPolicy.of(null, url, PrivateAddresses.NAMED))
                .hasMessageContaining("is no target")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aBaseThatIsNoUrlIsAnError() {
        assertThatThrownBy(() -> TargetPolicy.of("api.example.com", "", PrivateAddresses.NAMED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baseUrl cannot be used: the url must be absolute, such as http://example.com/path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "198.19.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2001:db8::1",
                "2001::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void wildcardsDoNotReachAddressesThatAreNotPublic(String address) throws Exception {
        TargetPolicy policy = TargetPolicy.of("http://api.local/", "*.example.com", PrivateAddresses.NAMED);
        InetAddress resolved = InetAddress.getByName(address);
        assertThat(policy.allows("a.example.com", resolved)).isFalse();
        assertThat(policy.allows("api.local", resolved)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.0.1",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "198.17.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00::1",
                "64:ff9b::8.8.8.8"
            })
    void publicAddressesAreReached(String address) throws Exception {
        TargetPolicy policy = TargetPolicy.of(null, "*", PrivateAddresses.NEVER);
        assertThat(policy.allows("a.example.com", InetAddress.getByName(address)))
                .isTrue();
    }

    @Test
    void privateAddressesAreForAllHostsOrForNone() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        assertThat(TargetPolicy.of("http://a/", "", PrivateAddresses.NEVER).allows("a", loopback))
                .isFalse();
        assertThat(TargetPolicy.of(null, "*", PrivateAddresses.ALWAYS).allows("b", loopback))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://other.example.com/wrong/, out of the folder that is allowed on its host",
        "http://other.example.com:81/right/, 'another scheme, host or port'",
        "https://base.example.com/, out of /api/"
    })
    void refusalsSayWhetherHostOrFolderIsWrong(String reference, String text) {
        TargetPolicy policy = TargetPolicy.of(
                "https://base.example.com/api/", "http://other.example.com/right/", PrivateAddresses.NAMED);
        assertThatThrownBy(() -> policy.resolve(reference)).hasMessageContaining(text);
    }
}
