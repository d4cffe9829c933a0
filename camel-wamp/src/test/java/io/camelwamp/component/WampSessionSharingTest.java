package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.UnaskedAuthenticator;
import io.camelwamp.protocol.Goodbye;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.Uris;
import java.util.Set;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints with equal connection options share one session. */
class WampSessionSharingTest extends WampTestSupport {
    private void subscribe(String uri) throws Exception {
        routes(r -> r.from(uri).routeId(uri).to("mock:in"));
    }

    private void stop(String uri) throws Exception {
        context.getRouteController().stopRoute(uri);
    }

    @Test
    void endpointsWithEqualConnectionOptionsShareASession() throws Exception {
        router.procedure("com.app.echo", call -> call);

        subscribe("wamp:topic:com.app.a");
        subscribe("wamp:procedure:com.app.b?queueSize=5");
        send("wamp:topic:com.app.c", "x");
        send("wamp:procedure:com.app.echo?callTimeout=100", "x");
        awaitRegistered("com.app.b");

        assertThat(router.received(Hello.class)).hasSize(1);
    }

    @Test
    void endpointsWithOtherConnectionOptionsHaveASessionOfTheirOwn() throws Exception {
        subscribe("wamp:topic:com.app.a");
        subscribe("wamp:topic:com.app.b?realm=realm2");
        subscribe("wamp:topic:com.app.c?requestTimeout=1000");

        await().until(() -> router.sessions() == 3);
        assertThat(router.received(Hello.class))
                .extracting(Hello::realm)
                .containsExactlyInAnyOrder("realm1", "realm2", "realm1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url=ws://127.0.0.1/other",
                "realm=other",
                "serializers=cbor",
                "maxMessageSize=1000",
                "connectTimeout=1s",
                "joinTimeout=1s",
                "sessionGroup=two",
                "queueOctets=1000",
                "requestTimeout=1s",
                "waitForSession=1s",
                "pingInterval=1s",
                "pingTimeout=1s",
                "compression=true",
                "verifyHostName=false",
                "reconnectDelay=1",
                "maxReconnectDelay=1s",
                "maxReconnectAttempts=1",
                "sslContextParameters=#keys",
                "authMethods=tls",
                "authid=joe",
                "authrole=staff",
                "authMethods=wampcra&authid=joe&secret=x",
                "authMethods=wampcra&authid=joe&secretFile=x",
                "authMethods=ticket&authid=joe&secretSource=#vault",
                "plainTicket=true",
                "authMethods=cryptosign&privateKey=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "authMethods=cryptosign&privateKeyFile=x",
                "authMethods=cryptosign&privateKey=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef&channelBinding=tls-exporter",
                "authenticators=#joe"
            })
    void everyConnectionOptionMakesADifference(String option) {
        context.getRegistry().bind("keys", new SSLContextParameters());
        context.getRegistry().bind("vault", SecretSource.class, SecretSource.of(new char[] {'x'}));
        context.getRegistry().bind("joe", new UnaskedAuthenticator("tls", "joe"));

        assertThat(identity("wamp:topic:com.app.a?" + option))
                .isNotEqualTo(identity("wamp:topic:com.app.a"))
                .isEqualTo(identity("wamp:topic:com.app.b?" + option));
    }

    private ConnectionIdentity identity(String uri) {
        return context.getEndpoint(uri, WampEndpoint.class).identity();
    }

    @Test
    void aConnectionThatIsABeanIsSharedByItsName() throws Exception {
        WampConnection main = new WampConnection();
        main.setUrl("local:router");
        main.setRealm("com.app.main");
        context.getRegistry().bind("main", main);

        subscribe("wamp:topic:com.app.a?connection=#main");
        subscribe("wamp:topic:com.app.b?connection=#main&realm=ignored");
        awaitSubscribed("com.app.b");

        assertThat(received(Hello.class).realm()).isEqualTo("com.app.main");
    }

    @Test
    void theLastUserLeavesTheRealm() throws Exception {
        subscribe("wamp:topic:com.app.a");
        subscribe("wamp:topic:com.app.b");
        awaitSubscribed("com.app.b");

        stop("wamp:topic:com.app.a");
        assertThat(router.received(Goodbye.class)).isEmpty();
        stop("wamp:topic:com.app.b");

        assertThat(received(Goodbye.class).reason()).isEqualTo(Uris.CLOSE_REALM);
        await().until(() -> router.sessions() == 0);
    }

    @Test
    void aRouteThatStartsAgainJoinsAgain() throws Exception {
        subscribe("wamp:topic:com.app.a");
        awaitSubscribed("com.app.a");
        stop("wamp:topic:com.app.a");

        context.getRouteController().startRoute("wamp:topic:com.app.a");

        await().until(() -> router.received(Hello.class).size() == 2);
        awaitSubscribed("com.app.a");
    }

    @Test
    void aProducerLeavesWithItsContext() {
        send("wamp:topic:com.app.a", "x");

        context.stop();

        assertThat(router.received(Goodbye.class)).hasSize(1);
    }

    @Test
    void aStoppedComponentMakesNoSessions() throws Exception {
        WampComponent component = wamp(context);
        component.stop();

        assertThatThrownBy(() -> subscribe("wamp:topic:com.app.a"))
                .hasStackTraceContaining("The component wamp is stopped");
    }

    @Test
    void aComponentCanStartAgain() throws Exception {
        send("wamp:topic:com.app.a", "x");
        WampComponent component = wamp(context);
        component.stop();
        component.start();

        subscribe("wamp:topic:com.app.b");
        awaitSubscribed("com.app.b");
        // The template's producer ends a use of the session that was before.
        template.stop();

        assertThat(router.isSubscribed("com.app.b")).isTrue();
    }

    @Test
    void anEmbeddedRouterNeedsNoThreadsForInputAndOutput() throws Exception {
        subscribe("wamp:topic:com.app.a");
        awaitSubscribed("com.app.a");

        assertThat(threadNames()).noneMatch(name -> name.startsWith("wamp-io"));
    }

    @Test
    void theKeysOfTheContextAreUsedIfTheComponentIsToldTo() {
        SSLContextParameters global = new SSLContextParameters();
        SSLContextParameters own = new SSLContextParameters();
        context.setSSLContextParameters(global);
        context.getRegistry().bind("own", own);
        wamp(context).setUseGlobalSslContextParameters(true);

        assertThat(keys("wamp:topic:com.app.a")).isSameAs(global);
        assertThat(keys("wamp:topic:com.app.b?sslContextParameters=#own")).isSameAs(own);

        WampConnection plain = new WampConnection();
        WampConnection withKeys = new WampConnection();
        withKeys.setSslContextParameters(own);
        context.getRegistry().bind("plain", plain);
        context.getRegistry().bind("withKeys", withKeys);
        assertThat(keys("wamp:topic:com.app.c?connection=#plain")).isSameAs(global);
        assertThat(keys("wamp:topic:com.app.c?connection=#withKeys")).isSameAs(own);
        // The bean is the application's: it stays as it is.
        assertThat(plain.getSslContextParameters()).isNull();

        wamp(context).setUseGlobalSslContextParameters(false);
        assertThat(keys("wamp:topic:com.app.a")).isNull();
        assertThat(keys("wamp:topic:com.app.c?connection=#plain")).isNull();
    }

    private SSLContextParameters keys(String uri) {
        return identity(uri).tls();
    }

    private static Set<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(java.util.stream.Collectors.toSet());
    }
}
