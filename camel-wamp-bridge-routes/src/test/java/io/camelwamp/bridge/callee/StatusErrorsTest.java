package io.camelwamp.bridge.callee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "'', 503, wamp.error.unavailable",
        "'', 500, io.camelwamp.error.http_status",
        "5xx=com.app.five, 503, com.app.five",
        "5xx=com.app.five, 500, com.app.five",
        "5xx=com.app.five, 404, io.camelwamp.error.not_found",
        "'5xx=com.app.five,503=com.app.busy', 503, com.app.busy",
        "'503=com.app.busy,5xx=com.app.five', 503, com.app.busy",
        "'503=com.app.busy,5xx=com.app.five', 504, com.app.five",
        "4xx=com.app.four, 404, com.app.four"
    })
    void whatIsAddedWinsOverTheTableAndAStatusOverItsClass(String additions, int status, String uri) {
        assertThat(StatusErrors.parse(additions).uriOf(status)).isEqualTo(uri);
    }
}
