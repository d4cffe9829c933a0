package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.camelwamp.testing.LogCapture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Route;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A router's URL may hold credentials, as user info or in its query, and so may headers and the
 * options of a proxy. They reach the transport, and nobody else.
 */
class WampCredentialsTest extends WampTestSupport {
    private static final String SECRET = "hunter2";

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withJMX(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://ann:hunter2@127.0.0.1:1/ws",
                "ws%3A%2F%2Fann%3Ahunter2%40127.0.0.1%3A1%2Fws",
                "RAW(ws://ann:hunter2@127.0.0.1:1/ws)",
                "ws://hunter2@127.0.0.1:1/ws",
                "ws://ann:hunter2@127.0.0.1:1/ws,ws://bob:hunter2@127.0.0.1:2/ws",
                "ws://127.0.0.1:1/ws?token=hunter2",
                "RAW(ws://127.0.0.1:1/ws?a=1&token=hunter2)",
                "ws://127.0.0.1:1/ws?token=a,hunter2",
                "ws://ann:a,hunter2@127.0.0.1:1/ws",
                "ws%3A%2F%2Fann%3Aa%2Chunter2%40127.0.0.1%3A1%2Fws",
                "ws://127.0.0.1:1/ws?token=a,hunter2,ws://127.0.0.1:2/ws?token=b,hunter2",
                "ws://127.0.0.1:1/a,ann:hunter2@b?token=c,hunter2",
                "ws+unix:/run/r.sock:/ws?token=hunter2",
                "RAW(ws://127.0.0.1:1/ws?mail=a@b&token=hunter2)",
                "RAW(ws+unix:/run/r.sock:/ws?a=1&token=hunter2)",
                "ws%2Bunix%3A%2Frun%2Fr.sock%3A%2Fws%3Ftoken%3Dhunter2",
                "ws://ann:hunter2@%zz",
                "ann:hunter2@127.0.0.1",
                "unknown://ann:hunter2@127.0.0.1",
                "ws://127.0.0.1:1/ws&handshake.Authorization=hunter2",
                "ws://127.0.0.1:1/ws&handshake.X-Key=RAW(a&b=hunter2)",
                "ws://127.0.0.1:1/ws&handshake.X%0AY=hunter2",
                "ws://127.0.0.1:1/ws&proxyHost=127.0.0.1&proxyPort=1&proxyUsername=ann&proxyPassword=hunter2",
                "rs://127.0.0.1:1&proxyPassword=RAW(hunter2)"
            })
    void doNotShow(String url) throws Exception {
        doesNotShow("url=" + url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret=hunter2",
                "secret=RAW(hunter2)",
                "secret=RAW(a&b=hunter2)",
                "secret=RAW{hunter2)}",
                "privateKey=hunter2&secret=x",
                "privateKey=hunter2&secret=x&authMethods=wampcra,cryptosign",
                "secret=hunter2&secretFile=x"
            })
    void norDoSecrets(String option) throws Exception {
        doesNotShow("url=ws://127.0.0.1:1/ws&authMethods=wampcra,ticket&authid=joe&" + option);
    }

    private void doesNotShow(String options) throws Exception {
        String uri = "wamp:topic:com.app.a?waitForSession=0&requestTimeout=20&" + options;
        List<String> shown = new ArrayList<>();
        try (LogCapture ours = new LogCapture("io.camelwamp", Level.TRACE);
                LogCapture camels = new LogCapture("org.apache.camel", Level.INFO)) {
            shown.add(stackTrace(() -> routes(r -> r.from(uri).routeId("a").to("mock:in"))));
            shown.add(stackTrace(() -> template.sendBody(uri, "x")));
            WampEndpoint endpoint = context.getEndpoint(uri, WampEndpoint.class);
            shown.add(endpoint.toString());
            shown.add(endpoint.getEndpointUri());
            shown.add(endpoint.getEndpointKey());
            shown.add(endpoint.getEndpointBaseUri());
            shown.add(endpoint.getServiceUrl());
            shown.add(endpoint.createProducer().toString());
            Route route = context.getRoute("a");
            shown.add(route.getConsumer().toString());
            shown.add(route.getEndpoint().toString());
            shown.add(((WampConsumer<?>) route.getConsumer())
                    .getHealthCheck()
                    .call()
                    .toString());
            shown.add(((WampConsumer<?>) route.getConsumer())
                    .getHealthCheck()
                    .call()
                    .getDetails()
                    .toString());
            shown.addAll(managed());
            shown.addAll(managedSessions());
            shown.add(PluginHelper.getDevConsoleResolver(context)
                    .resolveDevConsole("wamp")
                    .call(DevConsole.MediaType.TEXT)
                    .toString());
            shown.addAll(ours.lines());
            shown.addAll(camels.lines());
        }
        assertThat(shown).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain(SECRET));
    }

    /** Of the failure, if it fails; that depends on the transports on the class path. */
    private static String stackTrace(ThrowingCallable action) {
        StringWriter text = new StringWriter();
        Throwable failure = catchThrowable(action);
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    /** What JMX shows of endpoints, consumers and producers. */
    private List<String> managed() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> names =
                server.queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",*"), null);
        List<String> shown = new ArrayList<>();
        for (ObjectName name : names) {
            String type = name.getKeyProperty("type");
            if (Set.of("endpoints", "consumers", "producers").contains(type)
                    && name.getKeyProperty("name").contains("wamp")) {
                shown.add(name.toString());
                String attribute = type.equals("endpoints") ? "EndpointBaseUri" : "EndpointUri";
                shown.add(String.valueOf(server.getAttribute(name, attribute)));
                shown.add(String.valueOf(server.getAttribute(name, "EndpointUri")));
            }
        }
        assertThat(shown).isNotEmpty();
        return shown;
    }

    /** What JMX shows of sessions; there are none if the URL was refused. */
    private List<String> managedSessions() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> shown = new ArrayList<>();
        for (ObjectName name : server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getName() + ",type=wamp-sessions,*"), null)) {
            shown.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                shown.add(String.valueOf(server.getAttribute(name, attribute.getName())));
            }
        }
        return shown;
    }

    @Test
    void makeEndpointsDifferent() {
        String uri = "wamp:topic:com.app.a?url=ws://%s@127.0.0.1:1/ws";
        WampEndpoint ann = context.getEndpoint(uri.formatted("ann:1"), WampEndpoint.class);
        WampEndpoint bob = context.getEndpoint(uri.formatted("bob:2"), WampEndpoint.class);

        assertThat(ann.getEndpointUri()).isEqualTo(bob.getEndpointUri());
        assertThat(ann).isNotEqualTo(bob).hasSameHashCodeAs(bob);
        assertThat(ann.getConfiguration().getUrl()).contains("ann:1");
        assertThat(ann).isEqualTo(context.getEndpoint(uri.formatted("ann:1")));
        assertThat(ann.identity()).isNotEqualTo(bob.identity()).hasToString("realm realm1 at [ws://127.0.0.1:1/ws]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wamp:topic:com.app.a?handshake.X-Key=%s",
                "wamp:topic:com.app.a?proxyHost=proxy&proxyUsername=ann&proxyPassword=%s"
            })
    void ofTheWayMakeEndpointsDifferentToo(String uri) {
        WampEndpoint one = context.getEndpoint(uri.formatted("one"), WampEndpoint.class);
        WampEndpoint two = context.getEndpoint(uri.formatted("two"), WampEndpoint.class);

        assertThat(one.getEndpointUri()).isEqualTo(two.getEndpointUri()).contains("=xxxxxx");
        assertThat(one).isNotEqualTo(two);
        assertThat(one.identity()).isNotEqualTo(two.identity());
        assertThat(one.identity())
                .isEqualTo(context.getEndpoint(uri.formatted("one"), WampEndpoint.class)
                        .identity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ws://127.0.0.1:8080/ws                | ws://127.0.0.1:8080/ws",
                "ws://ann:x@127.0.0.1:8080/ws          | ws://127.0.0.1:8080/ws",
                "wss://ann:p@ss@host/ws?token=x&y=1    | wss://host/ws",
                "wss://ann:p@host/ws?token=@            | wss://…",
                "wss://host/ws?mail=a@b.c&token=x       | wss://…",
                "wss://ann:p?s@host/ws                  | wss://…",
                "ws+unix:/r.sock:/ws?mail=a@b&token=x   | …",
                "ann:x@host/ws?go=http://y/z            | …",
                "ws://a:x@one/ws, ws://b:x@two/ws?k=1  | ws://one/ws,ws://two/ws",
                "ws+unix:/run/r.sock:/ws?token=x&y=1   | ws+unix:/run/r.sock:/ws",
                "ws+unix:/run/r.sock:/ws?go=http://x/y | ws+unix:/run/r.sock:/ws",
                "rs+unix:/run/r.sock                   | rs+unix:/run/r.sock",
                "local:router                          | local:router",
                "?token=x                              | …",
                "ann:x@127.0.0.1                       | …"
            })
    void areTakenOutOfTheUrl(String url, String shown) {
        assertThat(RouterUrls.masked(url)).isEqualTo(shown);
    }
}
