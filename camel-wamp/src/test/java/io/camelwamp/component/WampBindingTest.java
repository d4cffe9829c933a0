package io.camelwamp.component;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.camelwamp.protocol.EventDetails;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.WampException;
import io.camelwamp.session.ReceivedEvent;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WampBindingTest {
    private static CamelContext context;

    @BeforeAll
    static void start() {
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterAll
    static void stop() {
        context.stop();
    }

    private static Message message(Object body) {
        Message message = new DefaultExchange(context).getMessage();
        message.setBody(body);
        return message;
    }

    private static Message received(Payload payload) {
        Message message = message("before");
        WampBinding.fromEvent(
                new ReceivedEvent("com.app.news", 1, EventDetails.NONE, payload), Passthru.WITHOUT_CIPHER, message);
        return message;
    }

    /** Body, and the arguments that it stands for, in both directions. */
    static Stream<Arguments> lossless() {
        return Stream.of(
                arguments("no body", null, List.of()),
                arguments("a text", "Hello, world", List.of("Hello, world")),
                arguments("an empty text", "", List.of("")),
                arguments("a number", 42, List.of(42)),
                arguments("a large number", 1L << 60, List.of(1L << 60)),
                arguments("a fraction", 1.5, List.of(1.5)),
                arguments("a truth", false, List.of(false)),
                arguments("a map", Map.of("a", List.of(1)), List.of(Map.of("a", List.of(1)))),
                arguments("an empty map", Map.of(), List.of(Map.of())),
                arguments("several", List.of("a", 2, true), List.of("a", 2, true)),
                arguments("several with null", asList(null, 1), asList(null, 1)),
                arguments("a single null", asList((Object) null), asList((Object) null)),
                arguments("a single list", List.of(List.of(1, 2)), List.of(List.of(1, 2))),
                arguments("a single empty list", List.of(List.of()), List.of(List.of())),
                arguments("a list of null", List.of(asList((Object) null)), List.of(asList((Object) null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lossless")
    void bodyAndArgumentsStandForEachOther(String what, Object body, List<Object> args) {
        assertThat(WampBinding.toPayload(message(body)).args()).isEqualTo(args);
        assertThat(received(Payload.of(args, null)).getBody()).isEqualTo(body);
    }

    @Test
    void bytesStayBytes() {
        byte[] bytes = {0, (byte) 0xff, 10};

        Payload sent = WampBinding.toPayload(message(bytes));

        assertThat(sent.args()).hasSize(1);
        assertThat((byte[]) sent.args().get(0)).isEqualTo(bytes);
        assertThat((byte[]) received(sent).getBody()).isEqualTo(bytes);
    }

    /** Bodies that mean arguments too, but do not come back as what they were. */
    static Stream<Arguments> oneWay() {
        return Stream.of(
                arguments("an empty list", List.of(), List.of()),
                arguments("a list of one text", List.of("a"), List.of("a")),
                arguments("a set", new LinkedHashSet<>(List.of("a", "b")), List.of("a", "b")),
                arguments("an array", new Object[] {"a", null}, asList("a", null)),
                arguments("an array of texts", new String[] {"a", "b"}, List.of("a", "b")),
                arguments("an array of numbers", new int[] {1, 2}, List.of(List.of(1, 2))),
                arguments("an enum", Thread.State.NEW, List.of("NEW")),
                arguments("a builder", new StringBuilder("text"), List.of("text")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("oneWay")
    void otherBodiesAreArgumentsToo(String what, Object body, List<Object> args) {
        assertThat(WampBinding.toPayload(message(body)).args()).isEqualTo(args);
    }

    @Test
    void streamsReadersAndFilesAreText(@TempDir Path folder) throws Exception {
        byte[] octets = "Grüße".getBytes(StandardCharsets.UTF_8);
        File file = Files.write(folder.resolve("text"), octets).toFile();
        List<Object> bodies = List.of(
                new ByteArrayInputStream(octets), new StringReader("Grüße"), new InputStreamCache(octets), file);

        for (Object body : bodies) {
            Message message = message(body);
            message.getExchange().setProperty(Exchange.CHARSET_NAME, "UTF-8");
            assertThat(WampBinding.toPayload(message).args())
                    .as(body.getClass().getName())
                    .containsExactly("Grüße");
        }
    }

    @Test
    void refusesAnObjectWithItsTypeAndPath() {
        assertThatThrownBy(() -> WampBinding.toPayload(message(new Thread())))
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("args[0] is a java.lang.Thread")
                .hasMessageContaining("convert it to text, a number");
        assertThatThrownBy(() -> WampBinding.toPayload(message(List.of(1, Map.of("deep", new Thread())))))
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("args[1].deep is a java.lang.Thread");
    }

    @Test
    void refusesKwargsThatAreNoMapOfTexts() {
        Message list = message("x");
        list.setHeader(WampConstants.KWARGS, List.of("a"));
        Message numbers = message("x");
        numbers.setHeader(WampConstants.KWARGS, Map.of(1, "a"));
        Message object = message("x");
        object.setHeader(WampConstants.KWARGS, Map.of("user", new Thread()));

        assertThatThrownBy(() -> WampBinding.toPayload(list))
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("CamelWampKwargs must be a Map with String keys")
                .hasMessageContaining("ImmutableCollections");
        assertThatThrownBy(() -> WampBinding.toPayload(numbers))
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("CamelWampKwargs has the key '1'");
        assertThatThrownBy(() -> WampBinding.toPayload(object))
                .isInstanceOf(WampException.InvalidPayload.class)
                .hasMessageContaining("kwargs.user is a java.lang.Thread");
    }

    @Test
    void whatIsSentDoesNotChangeAfterwards() {
        List<Object> body = new ArrayList<>(List.of("a"));

        Payload sent = WampBinding.toPayload(message(body));
        body.add("b");

        assertThat(sent.args()).containsExactly("a");
    }

    @Test
    void routesMayChangeWhatTheyGet() {
        Payload payload = Payload.of(List.of(1, new ArrayList<>(List.of(2))), Map.of("k", Map.of("l", 3)));
        Message message = received(payload);

        message.getBody(List.class).clear();
        ((Map<?, ?>) message.getHeader(WampConstants.KWARGS, Map.class).get("k")).clear();

        assertThat(payload).isEqualTo(Payload.of(List.of(1, List.of(2)), Map.of("k", Map.of("l", 3))));
    }

    @Test
    void theOutermostWampExceptionIsTheError() {
        WampException inner = new WampException("com.app.inner");
        WampException outer = new WampException("com.app.outer", Payload.ofArgs("text"), inner);

        assertThat(WampBinding.toError(new IllegalStateException(outer))).isSameAs(outer);
    }

    @Test
    void causesThatGoInCirclesAreARuntimeError() {
        Exception one = new Exception();
        one.initCause(new Exception(one));

        assertThat(WampBinding.toError(one).uri()).isEqualTo("wamp.error.runtime_error");
    }

    @Test
    void failuresOfOurConnectionsKeepTheirUriOnly() {
        for (WampException failure : Arrays.asList(
                new WampException.NotConnected("10.0.0.7 refused"),
                new WampException.SessionLost("wamp.close.killed", "at 10.0.0.7"),
                new WampException.JoinFailed("wamp.error.no_such_realm", "secret"))) {
            WampException told = WampBinding.toError(failure);
            assertThat(told.uri()).isEqualTo(failure.uri());
            assertThat(told.payload().isEmpty()).isTrue();
        }
    }
}
