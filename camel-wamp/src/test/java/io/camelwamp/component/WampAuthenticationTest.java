package io.camelwamp.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.WampCra;
import io.camelwamp.protocol.Authenticate;
import io.camelwamp.protocol.Challenge;
import io.camelwamp.protocol.Hello;
import io.camelwamp.protocol.HelloDetails;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of authentication; the methods have tests of their own. */
class WampAuthenticationTest extends WampTestSupport {
    private static final Challenge CRA = new Challenge("wampcra", Map.of("challenge", "{}"));
    private static final Challenge TICKET = new Challenge("ticket", Map.of());

    private void publish(String options) {
        Exchange exchange = send("wamp:topic:com.app.a?" + options, "x");
        assertThat(exchange.getException()).isNull();
    }

    private static String signed(String secret) {
        return WampCra.sign(secret.getBytes(StandardCharsets.UTF_8), "{}");
    }

    @Test
    void joinsAnonymouslyUnlessToldOtherwise() {
        publish("");

        HelloDetails hello = received(Hello.class).details();
        assertThat(hello.authmethods()).containsExactly("anonymous");
        assertThat(hello.authid()).isNull();
    }

    @Test
    void signsWithTheSecretOfTheOptions() {
        router.challenge = CRA;

        publish("authMethods=wampcra,ticket&authid=joe&secret=RAW(s+cr&t)");

        HelloDetails hello = received(Hello.class).details();
        assertThat(hello.authmethods()).containsExactly("wampcra", "ticket");
        assertThat(hello.authid()).isEqualTo("joe");
        assertThat(received(Authenticate.class).signature()).isEqualTo(signed("s+cr&t"));
    }

    @Test
    void readsTheSecretFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "from a file\n");
        router.challenge = CRA;

        publish("authMethods=wampcra&authid=joe&secretFile=" + file);

        assertThat(received(Authenticate.class).signature()).isEqualTo(signed("from a file"));
    }

    @Test
    void fetchesTheSecretFromABean() {
        CompletableFuture<char[]> late = new CompletableFuture<>();
        SecretSource vault = (method, authid) -> late;
        context.getRegistry().bind("vault", SecretSource.class, vault);
        router.challenge = CRA;

        CompletableFuture<Object> answer = template.asyncRequestBody(
                "wamp:topic:com.app.a?authMethods=wampcra&authid=joe&secretSource=#vault", (Object) "x");
        late.complete("from a vault".toCharArray());
        answer.join();

        assertThat(received(Authenticate.class).signature()).isEqualTo(signed("from a vault"));
    }

    @Test
    void repeatsTheAttemptIfTheBeanFails() {
        int[] asked = {0};
        SecretSource vault = (method, authid) -> ++asked[0] < 3
                ? CompletableFuture.failedFuture(new IllegalStateException("sealed"))
                : CompletableFuture.completedFuture("x".toCharArray());
        context.getRegistry().bind("vault", SecretSource.class, vault);
        router.challenge = TICKET;

        publish("authMethods=ticket&authid=joe&secretSource=#vault");

        assertThat(router.received(Hello.class)).hasSize(3);
        assertThat(received(Authenticate.class).signature()).isEqualTo("x");
    }

    @Test
    void signsWithThePrivateKeyOfTheOptions() {
        String seed = "4d57d97a68f555696620a6d849c0ce582568518d729eb753dc7c732de2804510";
        router.challenge = new Challenge("cryptosign", Map.of("challenge", "ff".repeat(32)));

        publish("authMethods=cryptosign&privateKey=" + seed);

        assertThat(received(Hello.class).details().authextra())
                .containsEntry("pubkey", "1adfc8bfe1d35616e64dffbd900096f23b066f914c8c2ffbb66f6075b96e116d");
        assertThat(received(Authenticate.class).signature())
                .startsWith("b32675b221f08593")
                .hasSize(192);
    }

    @Test
    void answersWithAnotherMethodIfTheRouterDoesNotTakeTheCookie() {
        router.challenge = TICKET;

        publish("cookies=true&authMethods=cookie,ticket&authid=joe&secret=t1");

        assertThat(received(Hello.class).details().authmethods()).containsExactly("cookie", "ticket");
        assertThat(received(Authenticate.class).signature()).isEqualTo("t1");
    }

    @ParameterizedTest
    @CsvSource({"wamp-scram", "scram"})
    void offersBothDialectsOfScramButNotToRoutersThatProveNothing(String method) {
        Exchange exchange = send(
                "wamp:topic:com.app.a?waitForSession=500&maxReconnectAttempts=1&authid=joe&secret=x&authMethods="
                        + method,
                "x");

        assertThat(exchange.getException()).hasMessageContaining("did not prove");
        assertThat(received(Hello.class).details().authmethods()).containsExactly(method);
        assertThat(received(Hello.class).details().authextra()).containsKey("nonce");
    }

    @Test
    void takesBeansThatAuthenticate() {
        context.getRegistry().bind("ticket", new TicketAuthenticator("ann", SecretSource.of(new char[] {'t'}), false));
        context.getRegistry().bind("nobody", new AnonymousAuthenticator());
        router.challenge = TICKET;

        publish("authenticators=#ticket,#nobody");

        HelloDetails hello = received(Hello.class).details();
        assertThat(hello.authmethods()).containsExactly("ticket", "anonymous");
        assertThat(hello.authid()).isEqualTo("ann");
        assertThat(received(Authenticate.class).signature()).isEqualTo("t");
    }

    @Test
    void takesAListOfBeansThatAuthenticate() {
        context.getRegistry().bind("methods", List.of(new AnonymousAuthenticator()));

        publish("authenticators=#methods");

        assertThat(received(Hello.class).details().authmethods()).containsExactly("anonymous");
    }

    @Test
    void failsIfTheRouterGivesAnotherRole() {
        router.authrole = "guest";

        Exchange exchange = send("wamp:topic:com.app.a?authrole=staff&waitForSession=500&maxReconnectAttempts=1", "x");

        assertThat(exchange.getException()).hasMessageContaining("the role 'guest', where 'staff' is required");
        assertThat(received(Hello.class).details().text("authrole")).isEqualTo("staff");
    }

    @Test
    void joinsIfTheRouterGivesTheRequiredRole() {
        router.authrole = "staff";

        publish("authrole=staff");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authMethods=                             | authMethods must be one or more",
                "authMethods=ticket,ticket&authid=a       | authMethods must be one or more different methods",
                "authMethods=kerberos                     | authMethods knows",
                "authMethods=ticket&secret=x              | ticket needs the option authid",
                "authMethods=wampcra&authid=joe           | wampcra needs the option secret, secretFile or secretSource",
                "secret=x                                 | makes no use of it; these do: scram, ticket, wamp-scram, wampcra",
                "authMethods=cookie,anonymous             | The method cookie needs the option cookies=true",
                "authMethods=cryptosign                   | cryptosign needs the option privateKey, privateKeyFile",
                "authMethods=cryptosign&privateKey=hunter | The option privateKey is wrong: The private key cannot be read",
                "authMethods=tls&privateKey=x             | makes no use of it; these do: cryptosign",
                "authMethods=tls&channelBinding=tls-exporter | makes no use of it; these do: cryptosign, wamp-scram",
                "authMethods=cryptosign&privateKey=x&channelBinding=tls-unique | use tls-exporter",
                "authMethods=ticket&authid=a&secret=x&secretFile=y | only one may be set"
            })
    void saysWhichOptionsDoNotFit(String options, String complaint) {
        assertThatThrownBy(() -> context.getEndpoint("wamp:topic:com.app.a?" + options, WampEndpoint.class)
                        .identity())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }
}
