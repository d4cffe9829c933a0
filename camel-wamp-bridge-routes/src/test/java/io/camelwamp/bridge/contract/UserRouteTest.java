package io.camelwamp.bridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.bridge.check.BodyReader;
import io.camelwamp.bridge.check.ClientAddressCheck;
import io.camelwamp.bridge.check.ContentTypeCheck;
import io.camelwamp.bridge.check.MethodCheck;
import io.camelwamp.bridge.check.ReplayCheck;
import io.camelwamp.bridge.check.SignatureCheck;
import io.camelwamp.bridge.check.TlsCheck;
import io.camelwamp.bridge.message.CallCancellation;
import io.camelwamp.bridge.message.ErrorAnswer;
import io.camelwamp.bridge.message.PublicationReader;
import io.camelwamp.bridge.message.RequestLog;
import io.camelwamp.bridge.testing.HttpAnswer;
import io.camelwamp.bridge.testing.RawClient;
import io.camelwamp.bridge.testing.SigningClient;
import io.camelwamp.bridge.testing.StandInWamp;
import io.camelwamp.bridge.testing.TestBridge;
import java.util.Map;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each step in a route that has nothing else of the bridge. */
class UserRouteTest {
    private static final String BINDING = "&httpBinding=#class:io.camelwamp.bridge.http.RawHttpBinding";
    private static final String EVENT = "{\"topic\":\"com.example.topic\",\"args\":[1]}";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final StandInWamp wamp = new StandInWamp();
    private int port;

    @AfterEach
    void stop() {
        context.stop();
    }

    /** Starts a route of these steps, which answers with the body as it is at the end. */
    private void start(Processor... steps) throws Exception {
        port = TestBridge.freePort();
        context.addComponent("wamp", wamp);
        String uri = "jetty:http://127.0.0.1:" + port + "/mine?optionsEnabled=true&chunked=false";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Throwable.class).handled(true).process(new ErrorAnswer());
                ProcessorDefinition<?> route = from(uri + BINDING).streamCache("false");
                for (Processor step : steps) {
                    route = route.process(step);
                }
                route.process(exchange -> {
                    String body = exchange.getMessage().getBody(String.class);
                    exchange.getMessage().setBody("passed " + body);
                });
            }
        });
        context.start();
    }

    private HttpAnswer send(String method, String query, String headers) throws Exception {
        try (RawClient client = new RawClient(port)) {
            return client.request(method, "/mine" + query, headers, EVENT.getBytes())
                    .read();
        }
    }

    @Test
    void methodAndOriginAlone() throws Exception {
        MethodCheck check = new MethodCheck();
        check.setCorsOrigins("https://a.example");
        start(check);
        assertThat(send("POST", "", "").text()).startsWith("passed");
        assertThat(send("DELETE", "", "").status()).isEqualTo(405);
        assertThat(send("POST", "", "Origin: https://b.example\r\n").status()).isEqualTo(403);
    }

    @Test
    void contentTypeAlone() throws Exception {
        start(new ContentTypeCheck());
        assertThat(send("POST", "", "").text()).startsWith("passed");
        assertThat(send("POST", "", "Content-Type: text/xml\r\n").status()).isEqualTo(400);
    }

    @Test
    void bodyAlone() throws Exception {
        BodyReader reader = new BodyReader();
        reader.setPostBodyLimit(EVENT.length());
        start(reader);
        assertThat(send("POST", "", "").text()).isEqualTo("passed " + EVENT);
    }

    @Test
    void signatureAndReplay() throws Exception {
        SignatureCheck signature = new SignatureCheck();
        signature.setKey("k");
        signature.setSecret("s");
        start(new BodyReader(), signature, new ReplayCheck());
        String query = SigningClient.target("", new SigningClient("k", "s").sign(EVENT));
        assertThat(send("POST", "", "").status()).isEqualTo(400);
        assertThat(send("POST", query, "").text()).isEqualTo("passed " + EVENT);
        assertThat(send("POST", query, "").status()).isEqualTo(401);
    }

    @Test
    void addressAlone() throws Exception {
        ClientAddressCheck check = new ClientAddressCheck();
        check.setRequireIp("10.0.0.1");
        start(check);
        assertThat(send("POST", "", "").status()).isEqualTo(400);
    }

    @Test
    void tlsAlone() throws Exception {
        TlsCheck check = new TlsCheck();
        check.setRequireTls(true);
        start(check);
        assertThat(send("POST", "", "").status()).isEqualTo(400);
    }

    @Test
    void publicationAlone() throws Exception {
        start(new BodyReader(), new PublicationReader());
        assertThat(send("POST", "", "").text()).isEqualTo("passed [1]");
    }

    @Test
    void logAndCancellationLetRequestsPass() throws Exception {
        RequestLog log = new RequestLog();
        log.setDebug(true);
        start(log, new BodyReader(), new CallCancellation());
        assertThat(send("POST", "", "").text()).isEqualTo("passed " + EVENT);
    }

    @Test
    void theBindingAloneAnswersFailures() throws Exception {
        port = TestBridge.freePort();
        String uri = "jetty:http://127.0.0.1:" + port + "/mine?chunked=false" + BINDING;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .errorHandler(noErrorHandler())
                        .process(new ContentTypeCheck())
                        .process(exchange -> {
                            throw new IllegalStateException("inner secret");
                        });
            }
        });
        context.start();
        assertThat(send("POST", "", "Content-Type: text/xml\r\n").status()).isEqualTo(400);
        HttpAnswer answer = send("POST", "", "");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).contains("under the id").doesNotContain("secret");
    }

    @Test
    void aStepWhereThereIsNoHttpSaysSo() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:x").process(new MethodCheck());
            }
        });
        context.start();
        Object failure = context.createProducerTemplate()
                .request("direct:x", exchange -> {})
                .getException();
        assertThat(failure).asString().contains("belongs in a route from jetty: or servlet:");
    }

    @Test
    void headersOfTheRouteItselfAreSent() throws Exception {
        start(new BodyReader(), exchange -> {
            exchange.getMessage().setHeader("X-Mine", "yes");
            exchange.getMessage().setHeader("CamelHttpResponseCode", 201);
            exchange.getMessage().setHeader("CamelSecret", "no");
            exchange.getMessage().setHeader("Content-Type", "text/plain");
        });
        HttpAnswer answer = send("POST", "", "X-Yours: no\r\n");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers())
                .containsAllEntriesOf(Map.of("X-Mine", "yes"))
                .doesNotContainKeys("CamelSecret", "X-Yours");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
    }
}
