package io.camelwamp.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.nio.file.NoSuchFileException;
import org.apache.camel.FailedToStartRouteException;
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
                .isEqualTo(
                        "the address or the port cannot be used: Address already in use; bridge.address and bridge.port set others");
    }

    @Test
    void saysWhoseReasonItIs() {
        assertThat(StartUpFailure.explain(new FailedToStartRouteException("shop", null, "", reason)))
                .isEqualTo("its token is too short (in 'shop')");
    }

    @Test
    void prefersSentencesToBareNames() {
        Exception bare = new NoSuchFileException("/keys");
        Exception sentence = new IllegalArgumentException("the key file /keys cannot be used: there is none", bare);

        assertThat(StartUpFailure.explain(new RuntimeCamelException(sentence))).isEqualTo(sentence.getMessage());
        assertThat(StartUpFailure.explain(new RuntimeCamelException(bare))).isEqualTo("the file /keys is not there");
    }

    @Test
    void knowsMistakesOfTheProgramFromThoseOfSettings() {
        assertThat(StartUpFailure.isForeseen(new RuntimeCamelException(reason))).isTrue();
        assertThat(StartUpFailure.isForeseen(new RuntimeCamelException(new NullPointerException("x is null"))))
                .isFalse();
    }
}
