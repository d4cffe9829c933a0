package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.WampException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddNumbersTest {
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private static Object sum(Object body) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage().setBody(body);
        new AddNumbers().process(exchange);
        return exchange.getMessage().getBody();
    }

    @Test
    void integersKeepEveryDigit() {
        assertThat(sum(List.of(1, 2))).isEqualTo(BigInteger.valueOf(3));
        assertThat(sum(List.of(Long.MAX_VALUE, 1))).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(sum(List.of(BigInteger.TEN.pow(999), 1)))
                .isEqualTo(BigInteger.TEN.pow(999).add(BigInteger.ONE));
    }

    @Test
    void otherNumbersAreReals() {
        assertThat(sum(List.of(1.5, 2))).isEqualTo(3.5);
        assertThat(sum(List.of(new BigDecimal("0e5000"), 1.5))).isEqualTo(1.5);
    }

    private static List<Object> wrongArguments() {
        return Arrays.asList(
                null,
                1,
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                List.of("1", 2),
                List.of(Double.MAX_VALUE, Double.MAX_VALUE),
                List.of(Double.NaN, 1),
                List.of(1, Double.NEGATIVE_INFINITY),
                List.of(new BigDecimal("1e309"), 1),
                List.of(new BigDecimal("1e999999999"), 1),
                List.of(1, new BigDecimal("1e-999999999")),
                List.of(BigInteger.TEN.pow(1001), 1));
    }

    @ParameterizedTest
    @MethodSource("wrongArguments")
    void anythingElseIsAnInvalidArgument(Object body) {
        assertThatThrownBy(() -> sum(body))
                .isInstanceOf(WampException.class)
                .hasMessageStartingWith("wamp.error.invalid_argument");
    }
}
