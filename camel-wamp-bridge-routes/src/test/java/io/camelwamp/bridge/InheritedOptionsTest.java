package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InheritedOptionsTest {
    private static InheritedOptions options(String... namesAndValues) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new InheritedOptions(given, List.of("own.", "kind.", "all."));
    }

    @Test
    void theNearestValueHolds() {
        InheritedOptions options =
                options("own.authid", "me", "kind.authid", "us", "kind.role", "staff", "all.role", "anybody");
        assertThat(options.value("authid")).isEqualTo("me");
        assertThat(options.value("role")).isEqualTo("staff");
        assertThat(options.value("realm")).isNull();
    }

    @Test
    void anEmptyValueHidesTheInheritedOne() {
        assertThat(options("own.role", "", "all.role", "staff").value("role")).isEmpty();
    }

    @Test
    void ownSecretsReplaceInheritedOnesOfAnyForm() {
        InheritedOptions file = options("own.sessionSecretFile", "ticket", "all.sessionSecret", "word");
        assertThat(file.value("sessionSecret")).isNull();
        assertThat(file.value("sessionSecretFile")).isEqualTo("ticket");
        assertThat(options("kind.sessionSecret", "word", "all.sessionSecretFile", "ticket")
                        .value("sessionSecretFile"))
                .isNull();
        assertThat(options("own.sessionSecretFile", "", "all.sessionSecret", "word")
                        .value("sessionSecret"))
                .isEqualTo("word");
    }

    @Test
    void ownCredentialsReplaceInheritedOnesOfAnotherKind() {
        InheritedOptions options = options("own.apiKey", "k", "kind.bearerToken", "t", "kind.apiKeyName", "X-Key");
        assertThat(options.value("bearerToken")).isNull();
        assertThat(options.value("apiKey")).isEqualTo("k");
        assertThat(options.value("apiKeyName")).isEqualTo("X-Key");
    }

    @Test
    void partsOfOneKindMayBeSetInSeveralPlaces() {
        InheritedOptions options = options("own.username", "me", "kind.password", "word");
        assertThat(options.value("password")).isEqualTo("word");
    }

    @Test
    void bothInOnePlaceStayBothSoThatItIsAnError() {
        InheritedOptions options = options("own.sessionSecret", "word", "own.sessionSecretFile", "ticket");
        assertThat(options.value("sessionSecret")).isEqualTo("word");
        assertThat(options.value("sessionSecretFile")).isEqualTo("ticket");
    }
}
