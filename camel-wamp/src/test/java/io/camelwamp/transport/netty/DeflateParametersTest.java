package io.camelwamp.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | false | false",
                "Permessage-Deflate; server_max_window_bits=10 | false | false",
                "permessage-deflate; server_no_context_takeover | false | true",
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover | true | true",
            })
    void aClientUnderstandsTheServersAnswer(String answer, boolean resetsDeflater, boolean resetsInflater) {
        assertThat(DeflateParameters.ofAnswer(answer)).isEqualTo(new DeflateParameters(resetsDeflater, resetsInflater));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; unknown",
                "permessage-deflate, permessage-deflate",
                "x-webkit-deflate-frame",
            })
    void aClientRefusesAnswersToWhatItDidNotOffer(String answer) {
        assertThatThrownBy(() -> DeflateParameters.ofAnswer(answer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(answer);
    }

    @Test
    void noAnswerMeansNoCompression() {
        assertThat(DeflateParameters.ofAnswer(null)).isNull();
        assertThat(DeflateParameters.ofAnswer("")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; client_max_window_bits=12 | permessage-deflate",
                "permessage-deflate; server_no_context_takeover | permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
                "x-unknown, permessage-deflate; nonsense, permessage-deflate | permessage-deflate",
            })
    void aServerAcceptsTheFirstOfferThatItCan(String offers, String answer) {
        assertThat(DeflateParameters.ofOffers(offers).toAnswer()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-unknown",
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; mode=fast",
            })
    void aServerDeclinesWhatItCannotDo(String offers) {
        assertThat(DeflateParameters.ofOffers(offers)).isNull();
    }
}
