package io.camelwamp.bridge.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.MatchPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriPatternTest {
    @ParameterizedTest
    @CsvSource({
        "com.shop.f, com.shop.f, EXACT, true",
        "com.shop.f, com.shop.g, EXACT, false",
        "com.shop.f, com.shop.f, PREFIX, false",
        "com.shop.f, com.shop.f, WILDCARD, true",
        "com.shop.*, com.shop.f, EXACT, true",
        "com.shop.*, com.shopping, EXACT, false",
        "com.shop.*, com.shop., PREFIX, true",
        "com.shop.*, com., PREFIX, false",
        "com.shop.*, com.shop..f, WILDCARD, true",
        "com.shop.*, com..f, WILDCARD, false",
        "*, '', PREFIX, true",
        "*, com..f, WILDCARD, true",
        "com..f, com.a.f, EXACT, true",
        "com..f, com..f, WILDCARD, true",
        "com..f, ..f, WILDCARD, false",
        "com..f, com.a.f.g, EXACT, false",
    })
    void aPatternCoversWhatIsWithinIt(String pattern, String uri, MatchPolicy match, boolean covered) {
        assertThat(UriPattern.parse(pattern).covers(uri, match)).isEqualTo(covered);
    }
}
