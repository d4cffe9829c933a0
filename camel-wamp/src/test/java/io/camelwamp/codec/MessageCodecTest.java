package io.camelwamp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Event;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.RequestIds;
import io.camelwamp.protocol.RevocationDetails;
import io.camelwamp.protocol.Unregistered;
import io.camelwamp.protocol.Unsubscribed;
import io.camelwamp.protocol.WampException.ProtocolViolation;
import io.camelwamp.protocol.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final Serializer JSON = Serializers.named("json");
    private static final String ROLES = "{\"roles\":{\"broker\":{}}}";

    private final MessageCodec strict = new MessageCodec(JSON, PayloadMode.VALUES);
    private final MessageCodec lenient = new MessageCodec(JSON, PayloadMode.VALUES, Tolerance.LENIENT);

    private static Message decode(MessageCodec codec, String json) {
        byte[] octets = json.getBytes(StandardCharsets.UTF_8);
        return codec.decode(octets, 0, octets.length);
    }

    private String encode(Message message) {
        return new String(strict.encode(message), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[36,1,\"x\",{}] | EVENT[2] must be an id (an integer from 1 to 2^53), but is a string",
                "[36,1,2,[]] | EVENT[3] must be a dictionary, but is a list",
                "[36,1,2,{},5] | EVENT[4] must be a list (the arguments), but is the number 5",
                "[36,1,2,{},[],[]] | EVENT[5] must be a dictionary (the keyword arguments), but is a list",
                "[36,1] | EVENT must have at least 4 elements, but has 2",
                "[36,1,2,{},[],{},1] | EVENT must have at most 6 elements, but has more",
                "[17,1,2,3] | PUBLISHED must have at most 3 elements, but has more",
                "[17,true,2] | PUBLISHED[1] must be an id (an integer from 1 to 2^53), but is a boolean",
                "[17,1.5,2] | PUBLISHED[1] must be an id (an integer from 1 to 2^53), but is the number 1.5",
                "[5,null,{}] | AUTHENTICATE[1] must be a string, but is null",
                "[8,36,1,{},\"a\"] | ERROR[1] must be the code of a request (16, 32, 34, 48, 64, 66 or 68)",
                "[16,1,{},7] | PUBLISH[3] must be a URI, but is the number 7",
                "[16,1,{},\"a b\"] | PUBLISH[3] must be a URI (no white space, no #, no empty component)",
                "[32,1,{\"match\":\"prefix\"},\"a..\"] | SUBSCRIBE[3] must be a URI (no white space, no #, no empty component but the last)",
                "[64,1,{\"match\":\"wildcard\"},\"a#\"] | REGISTER[3] must be a URI (no white space, no #)",
                "[32,1,{\"match\":\"regex\"},\"a\"] | SUBSCRIBE.Options.match must be one of the strings [exact, prefix, wildcard]",
                "[35,7,{}] | UNSUBSCRIBED[1] must be 0 where details follow, but is the number 7",
                "[67,0] | UNREGISTERED[1] must be an id",
                "[99] | A message must begin with the code of a known message type, but begins with the number 99",
                "[\"36\"] | but begins with a string",
                "[1,\"realm 1\",{\"roles\":{\"caller\":{}}}] | HELLO[1] must be a URI"
            })
    void saysWhatIsWrongAndWhatWouldBeRight(String json, String text) {
        assertThatThrownBy(() -> decode(strict, json))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining(text);
    }

    @Test
    void readsIdsThatAreWrittenAsFloats() {
        assertThat(decode(strict, "[17,1.0,9.007199254740992E15]")).isEqualTo(new Published(1, RequestIds.MAX));
    }

    @Test
    void takesZeroAsARequestOfRevocationsOnly() {
        Unsubscribed unsubscribed = (Unsubscribed) decode(strict, "[35,0,{\"subscription\":5,\"reason\":\"a.b\"}]");
        assertThat(unsubscribed.request()).isZero();
        assertThat(unsubscribed.details().subscription()).isEqualTo(5);
        assertThat(unsubscribed.details().reason()).isEqualTo("a.b");
        assertThat(encode(unsubscribed)).isEqualTo("[35,0,{\"subscription\":5,\"reason\":\"a.b\"}]");
        assertThatThrownBy(() -> decode(strict, "[35,0]")).isInstanceOf(ProtocolViolation.class);
        assertThatThrownBy(() -> decode(strict, "[34,0,1]")).isInstanceOf(ProtocolViolation.class);
    }

    @Test
    void writesDetailsOfRevocationsOnly() {
        assertThat(encode(new Unsubscribed(7, RevocationDetails.NONE))).isEqualTo("[35,7]");
        assertThat(encode(new Unregistered(7, RevocationDetails.NONE))).isEqualTo("[67,7]");
        assertThat(encode(new Unregistered(0, RevocationDetails.of(Map.of("registration", 5L)))))
                .isEqualTo("[67,0,{\"registration\":5}]");
    }

    @Test
    void keepsUnknownDetails() {
        Event event = (Event) decode(strict, "[36,1,2,{\"_x\":[1],\"future\":{\"a\":null}}]");

        assertThat(event.details().values()).containsOnlyKeys("_x", "future");
        assertThat(encode(event)).isEqualTo("[36,1,2,{\"_x\":[1],\"future\":{\"a\":null}}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Xy12", "", "\u4f60", "a much longer session id than usual"})
    void derivesAnIdFromATextWhereItIsTolerant(String session) {
        String json = "[2,\"" + session + "\"," + ROLES + "]";
        Welcome welcome = (Welcome) decode(lenient, json);

        assertThat(RequestIds.isId(welcome.session())).isTrue();
        assertThat(((Welcome) decode(lenient, json)).session()).isEqualTo(welcome.session());
        assertThatThrownBy(() -> decode(strict, json))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("WELCOME[1] must be an id");
    }

    @Test
    void derivesDifferentIdsFromDifferentTexts() {
        Welcome one = (Welcome) decode(lenient, "[2,\"Xy12\"," + ROLES + "]");
        Welcome other = (Welcome) decode(lenient, "[2,\"Xy13\"," + ROLES + "]");

        assertThat(one.session()).isNotEqualTo(other.session());
    }

    @Test
    void leavesOutAPublisherThatIsATextWhereItIsTolerant() {
        String json = "[36,1,2,{\"topic\":\"com.a\",\"publisher\":\"Xy12\"},[\"v\"]]";
        Event event = (Event) decode(lenient, json);

        assertThat(event.details().publisher()).isNull();
        assertThat(event.details().topic()).isEqualTo("com.a");
        assertThatThrownBy(() -> decode(strict, json))
                .isInstanceOf(ProtocolViolation.class)
                .hasMessageContaining("EVENT.Details.publisher must be an id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[2,true,{\"roles\":{\"broker\":{}}}]",
                "[2,0,{\"roles\":{\"broker\":{}}}]",
                "[17,\"1\",2]",
                "[36,1,2,{\"publisher\":true}]",
                "[36,\"1\",2,{}]"
            })
    void toleratesNothingElse(String json) {
        assertThatThrownBy(() -> decode(lenient, json)).isInstanceOf(ProtocolViolation.class);
    }

    /** They become an ERROR for one request instead of the end of the session. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[16,1,{},\"a b\"]",
                "[32,1,{\"match\":\"prefix\"},\"a..\"]",
                "[48,1,{},\"\"]",
                "[64,1,{\"match\":\"wildcard\"},\"a#\"]"
            })
    void leavesMalformedNamesInRequestsToALenientRouter(String json) {
        assertThat(encode(decode(lenient, json))).isEqualTo(json);
    }
}
