package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.protocol.Publish;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that cannot work fail when the route starts, with a text that says what would work. */
class WampOptionsTest extends WampTestSupport {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            wamp:topic:a?match=regex               | match must be exact, prefix or wildcard, but is 'regex'
            wamp:topic:a?overflow=block            | overflow must be pause, dropOldest or dropNewest, but is 'block'
            wamp:procedure:a?invoke=all            | invoke must be one of [single, roundrobin, random, first, last], but is 'all'
            wamp:topic:a?queueSize=0               | queueSize must be 1 or more, but is 0
            wamp:topic:a?concurrentConsumers=-1    | concurrentConsumers must be 0 or more, but is -1
            wamp:topic:a?url=http://127.0.0.1/     | No transport for the scheme 'http'
            wamp:topic:a?url=127.0.0.1             | No transport for the scheme 'null'
            wamp:topic:a?url=,                     | url is empty: it must be the URL of a router
            wamp:topic:a?url=ws://h:0/ws           | The port must be 1 to 65535, but is 0
            wamp:topic:a?url=wss://h/ws%23x        | A WebSocket URL has no fragment
            wamp:topic:a?url=rs://h                | The rs URL has no port
            wamp:topic:a?url=ws://h/,rs://h        | The rs URL has no port
            wamp:topic:a?url=ws://h/ws,i:1/ws      | a comma in a path: each URL behind a comma must begin like ws://
            wamp:topic:a?url=rs+unix:x             | The URL of a Unix domain socket must look like rs+unix:/run/router.sock
            wamp:topic:a?url=rs://h:1&maxMessageSize=511 | maxMessageSize must be at least 512 for raw socket, but is 511
            wamp:topic:a?url=ws://h/&handshake.Upgrade=x | The header Upgrade belongs to the WebSocket handshake itself
            wamp:topic:a?url=ws://h/&handshake.X%20Y=x | 'X Y' is no name of an HTTP header
            wamp:topic:a?proxyUsername=ann         | but proxyHost is missing
            wamp:topic:a?proxyHost=p&proxyUsername=ann | The proxy's user name and password belong together
            wamp:topic:a?proxyHost=p&proxyPort=0   | The proxy's port must be 1 to 65535, but is 0
            wamp:topic:a?refusalGrace=-1           | refusalGrace must be a time
            wamp:topic:a?authenticationGrace=-1    | authenticationGrace must be a time
            wamp:topic:a?handshakeGrace=-1         | handshakeGrace must be a time
            wamp:topic:a?url=ws://%zz              | url must be like ws://127.0.0.1:8080/ws
            wamp:topic:a?url=local:nobody          | No bean could be found in the registry for: nobody
            wamp:topic:a?url=local:router,local:b  | url has local: beside other URLs
            wamp:topic:a?realm=my realm            | The realm must be a URI such as 'realm1'
            wamp:topic:a?realm=                    | The realm must be a URI such as 'realm1'
            wamp:topic:a?serializers=,             | At least one serializer is needed: json, msgpack or cbor
            wamp:topic:a?serializers=jsn           | A serializer must be one of [
            wamp:topic:a?connectTimeout=0          | connectTimeout must be a time such as 500 (milliseconds) or 10s, but is 0
            wamp:topic:a?joinTimeout=-5            | joinTimeout must be a time
            wamp:topic:a?requestTimeout=0          | requestTimeout must be a time
            wamp:topic:a?waitForSession=-1         | waitForSession must be a time
            wamp:topic:a?pingInterval=-1           | pingInterval must be a time
            wamp:topic:a?pingTimeout=0             | pingTimeout must be a time
            wamp:topic:a?maxMessageSize=0          | maxMessageSize must be positive, but is 0
            wamp:topic:a?reconnectDelay=0          | reconnectDelay must be a time
            wamp:topic:a?maxReconnectDelay=1       | maxReconnectDelay must not be below reconnectDelay
            wamp:topic:a?maxReconnectAttempts=-1   | maxReconnectAttempts must be 0 or more, but is -1
            wamp:procedure:a?concurrency=-1        | concurrency must be 0 or more, but is -1
            wamp:queue:a                           | wamp:queue:a must be wamp:topic:NAME, wamp:procedure:NAME or wamp:history:TOPIC
            wamp:com.app.news                      | wamp:com.app.news must be wamp:topic:NAME, wamp:procedure:NAME or wamp:history:TOPIC
            wamp:topic                             | '' is not a WAMP URI
            wamp:topic:                            | '' is not a WAMP URI
            wamp:topic:com..app                    | without white space, '#' or empty components (see the option match for patterns)
            wamp:topic:com..app?match=prefix       | or empty components but the last
            wamp:topic:com app?match=wildcard      | 'com app' is not a WAMP URI
            wamp:topic:com.app%23x                 | 'com.app#x' is not a WAMP URI
            wamp:procedure:wamp.session.count      | The procedure 'wamp.session.count' is reserved
            wamp:procedure:a?callPartsTimeout=-1   | callPartsTimeout must be a time
            wamp:topic:a?colour=red                | Unknown parameters=[{colour=red}]
            """)
    void consumersRefuse(String uri, String text) {
        assertFails(r -> r.from(uri).to("mock:in"), text);
        assertThat(router.sessions()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            wamp:topic:a?exclude=1,me          | exclude must be session ids (integers from 1 to 2^53) separated by commas, but has 'me'
            wamp:topic:a?eligible=0            | eligible must be session ids (integers from 1 to 2^53) separated by commas, but has '0'
            wamp:topic:com..app                | 'com..app' is not a WAMP URI
            wamp:topic:wamp.session.on_join    | The topic 'wamp.session.on_join' is reserved
            wamp:procedure:a?callTimeout=-1    | callTimeout must be a time
            wamp:procedure:a?cancelMode=stop   | cancelMode is wrong: mode must be skip, kill or killnowait, but is 'stop'
            wamp:procedure:a?progressTo=mock:a&aggregateProgress=true | progressTo and aggregateProgress exclude each other
            """)
    void producersRefuse(String uri, String text) {
        assertFails(r -> r.from("direct:in").to(uri), text);
        assertThat(router.sessions()).isZero();
    }

    private void assertFails(LambdaRouteBuilder route, String text) {
        assertThatThrownBy(() -> routes(route)).hasStackTraceContaining(text);
    }

    @Test
    void aSecondRegistrationOfOneProcedureIsRefusedUnlessThePolicyAllowsIt() throws Exception {
        routes(r -> r.from("wamp:procedure:com.app.one").to("mock:a"));
        routes(r -> r.from("wamp:procedure:com.app.many?invoke=random").to("mock:a"));

        routes(r -> r.from("wamp:procedure:com.app.many?invoke=random").to("mock:b"));
        assertThatThrownBy(
                        () -> routes(r -> r.from("wamp:procedure:com.app.one").to("mock:b")))
                .hasStackTraceContaining("Multiple consumers for the same endpoint is not allowed");
    }

    @Test
    void metaTopicsAndMetaProceduresCanBeUsed() throws Exception {
        router.procedure("wamp.session.count", call -> io.camelwamp.protocol.Payload.ofArgs(3));
        routes(r -> r.from("wamp:topic:wamp.session.on_join").to("mock:in"));

        assertThat(send("wamp:procedure:wamp.session.count", null).getMessage().getBody())
                .isEqualTo(3);
        awaitSubscribed("wamp.session.on_join");
    }

    @ParameterizedTest
    @CsvSource({
        "wamp:topic:com.app.news, com.app.news",
        "wamp://topic:com.app.news, com.app.news",
        "wamp:topic:com.grüße.größe, com.grüße.größe",
        "wamp:topic:com.app.50%25, com.app.50%",
        "wamp:topic:urn:x:y, urn:x:y",
        "wamp:topic:com.app/a+b@c, com.app/a+b@c"
    })
    void namesArriveAsTheyWereWritten(String uri, String topic) {
        assertThat(send(uri, "x").getException()).isNull();
        assertThat(received(Publish.class).topic()).isEqualTo(topic);
    }

    @Test
    void theComponentsOptionsAreTheEndpointsDefaults() {
        WampConfiguration common = wamp(context).getConfiguration();
        common.setRealm("com.app.realm");
        common.setQueueSize(7);

        WampEndpoint endpoint = context.getEndpoint("wamp:topic:a?queueSize=9", WampEndpoint.class);

        assertThat(endpoint.getConfiguration().getRealm()).isEqualTo("com.app.realm");
        assertThat(endpoint.getConfiguration().getQueueSize()).isEqualTo(9);
        assertThat(common.getQueueSize()).isEqualTo(7);
    }

    @Test
    void timesCanBeWrittenWithUnits() {
        WampEndpoint endpoint =
                context.getEndpoint("wamp:procedure:a?callTimeout=2m&waitForSession=1500", WampEndpoint.class);

        assertThat(endpoint.getConfiguration().getCallTimeout()).isEqualTo(120_000);
        assertThat(endpoint.getConfiguration().getWaitForSession()).isEqualTo(1500);
    }

    @Test
    void theNumberOfThreadsMustBePositive() {
        for (int threads : List.of(0, -1)) {
            CamelContext other = new DefaultCamelContext();
            WampComponent component = new WampComponent(other);
            component.setIoThreads(threads);

            assertThatThrownBy(component::start)
                    .hasStackTraceContaining("ioThreads must be 1 or more, but is " + threads);
        }
    }
}
