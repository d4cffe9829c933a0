package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class StartUpFailureTest {
    private final IllegalArgumentException reason = new IllegalArgumentException("its token is too short");

    @Test
    void saysWhereTheReasonLies() {
        Exception key = new IllegalArgumentException("the key shop: its token is too short", reason);
        Exception file = new IllegalArgumentException("keys.properties: the key shop: its token is too short", key);

        assertThat(StartUpFailure.explain(new RuntimeCamelException(file)))
                .isEqualTo("keys.properties: the key shop: its token is too short");
    }

    @Test
    void leavesOutWhatCamelSaysAroundIt() {
        assertThat(StartUpFailure.explain(new RuntimeCamelException(new IllegalStateException(reason))))
                .isEqualTo("its token is too short");
    }

    @Test
    void saysThatAPortIsTaken() {
        assertThat(StartUpFailure.explain(new RuntimeCamelException(new BindException("Address already in use"))))
                .isEqualTo("the address or the port cannot be used: Address already in use");
    }
}
