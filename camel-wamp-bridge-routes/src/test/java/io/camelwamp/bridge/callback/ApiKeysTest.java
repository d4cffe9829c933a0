package io.camelwamp.bridge.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.MatchPolicy;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {
    private static ApiKeys read(String... lines) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(String.join("\n", lines)));
        return ApiKeys.ofProperties(properties);
    }

    @Test
    void aKeyIsFoundByItsToken() throws Exception {
        ApiKeys keys = read("one.token = secret-one", "two.token = secret-two");
        assertThat(keys.withToken("secret-one").name()).isEqualTo("one");
        assertThat(keys.withToken("secret-three")).isNull();
        assertThat(keys.named("two").permits(Action.CALL, "any", MatchPolicy.EXACT))
                .isTrue();
        assertThat(keys.withToken("secret-one")).hasToString("key one");
    }

    @Test
    void theHashOfATokenStandsForIt() throws Exception {
        // As printf secret | sha256sum has it.
        String hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
        assertThat(read("k.sha256 = " + hash).withToken("secret").name()).isEqualTo("k");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    secret-token-in-the-wrong-place = x          | a line does not begin with NAME.token
                    k.tokn = secret-token                        | a line does not begin with NAME.token
                    a/b.token = secret-token                     | a line does not begin with NAME.token
                    k.token = secret                             | the key k: its token is too short
                    k.sha256 = secret-token                      | the key k: a SHA-256 must have 64 hexadecimal digits
                    k.actions = call                             | the key k: it needs a token
                    k.token = secret-token%k.actions = dance     | 'dance' is no action
                    k.token = secret-token%k.uris = a..*b        | 'a..*b' is no pattern
                    k.token = secret-token%k.uris = a b          | 'a b' is no pattern
                    k.token = secret-token%k.uris = a..*         | 'a..*' is no pattern
                    k.token = secret-token%l.token = secret-token | the keys k and l have the same token
                    """)
    void aMalformedLineIsAClearErrorWithoutTheToken(String lines, String text) {
        assertThatThrownBy(() -> read(lines.split("%")))
                .hasMessageContaining(text)
                .message()
                .doesNotContain("secret-token");
    }

    @Test
    void aVariableHasNamesAndTokens() {
        ApiKeys keys = ApiKeys.ofVariable("one:secret:with=signs, two:secret-two\nthree:secret-3 ");
        assertThat(keys).hasToString("3 API keys");
        assertThat(keys.withToken("secret:with=signs").name()).isEqualTo("one");
        assertThatThrownBy(() -> ApiKeys.ofVariable("secret-token"))
                .hasMessageContaining("NAME:TOKEN")
                .message()
                .doesNotContain("secret-token");
        assertThatThrownBy(() -> ApiKeys.ofVariable("a:secret-token,a:other-token"))
                .hasMessageContaining("twice");
    }
}
