package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.CryptosignAuthenticator;
import io.camelwamp.auth.CryptosignKey;
import io.camelwamp.auth.Macs;
import io.camelwamp.auth.Scram;
import io.camelwamp.auth.ScramAuthenticator;
import io.camelwamp.auth.SecretSource;
import io.camelwamp.auth.TicketAuthenticator;
import io.camelwamp.auth.WampCraAuthenticator;
import io.camelwamp.protocol.Uris;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.RouterBuilder;
import io.camelwamp.router.auth.AnonymousMethod;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.CryptosignMethod;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.ScramMethod;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.auth.WampCraMethod;
import io.camelwamp.router.transport.Front.Limits;
import io.camelwamp.router.transport.Front.Running;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of the client against the same of the router, over every way to reach it. */
@Timeout(60)
class AuthenticatedClientTest {
    private static final String SECRET = "pässword 123";
    private static final Scram.Kdf PBKDF2 = new Scram.Kdf("pbkdf2", "c2FsdHNhbHRzYWx0", 1000, 0);

    private static RouterBuilder router(RouterBuilder builder) {
        InMemoryUsers users = new InMemoryUsers(
                User.of(
                        "joe",
                        "staff",
                        Credential.Ticket.of(SECRET),
                        Credential.CraKey.of(SECRET),
                        Credential.ScramKeys.of(Scram.Dialect.SPECIFICATION, SECRET, PBKDF2)),
                User.of(
                        "kim",
                        "staff",
                        Credential.ScramKeys.of(Scram.Dialect.SPECIFICATION, SECRET, argon2("argon2id13"))),
                User.of("max", "staff", Credential.ScramKeys.of(Scram.Dialect.CROSSBAR, SECRET, argon2("argon2id-13"))),
                User.of(
                        "key",
                        "staff",
                        Credential.PublicKey.of(
                                CryptosignKey.parse(seed(SECRET)).publicKey())),
                User.of("ann", "staff", Credential.CraKey.salted(SECRET, Credential.Salting.of("sält"))));
        return builder.realm(
                "realm1",
                RealmConfig.DEFAULT.withAuthentication(
                        new TicketMethod(users),
                        new WampCraMethod(users),
                        new ScramMethod(Scram.Dialect.SPECIFICATION, users, PBKDF2),
                        new ScramMethod(Scram.Dialect.CROSSBAR, users, argon2("argon2id-13")),
                        new CryptosignMethod(users),
                        new AnonymousMethod("guest")));
    }

    private static Scram.Kdf argon2(String name) {
        return new Scram.Kdf(name, "c2FsdHNhbHRzYWx0", 2, 64);
    }

    /** A private key for each secret. */
    private static char[] seed(String secret) {
        byte[] octets = Macs.sha256(secret.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(octets).toCharArray();
    }

    private static Authenticator method(String name, String authid, String secret) {
        SecretSource source = SecretSource.of(secret.toCharArray());
        return switch (name) {
            case "ticket" -> new TicketAuthenticator(authid, source, false);
            case "wampcra" -> new WampCraAuthenticator(authid, source, ForkJoinPool.commonPool());
            case "wamp-scram" ->
                new ScramAuthenticator(Scram.Dialect.SPECIFICATION, authid, source, null, ForkJoinPool.commonPool());
            case "scram" ->
                new ScramAuthenticator(Scram.Dialect.CROSSBAR, authid, source, null, ForkJoinPool.commonPool());
            case "cryptosign" ->
                new CryptosignAuthenticator(authid, SecretSource.of(seed(secret)), null, ForkJoinPool.commonPool());
            default -> new AnonymousAuthenticator();
        };
    }

    /** Ways to reach the router, and who proves to be whom by what. */
    static Stream<Arguments> logins() {
        Map<String, List<String>> users = Map.of("ticket", List.of("joe"), "wampcra", List.of("joe", "ann"));
        return Stream.of("in process", "NETTY", "JETTY").flatMap(way -> users.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(user -> Arguments.of(way, entry.getKey(), user))));
    }

    private static Joining join(Running running, String way, Authenticator... methods) throws Exception {
        return way.equals("in process")
                ? Joining.inProcess(running.router(), methods)
                : Joining.at(running.uri(), methods);
    }

    private static Running open(String way) throws Exception {
        Front front = way.equals("in process") ? Front.NETTY : Front.valueOf(way);
        return front.open(AuthenticatedClientTest::router, Limits.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("logins")
    void joinsWithTheRightSecretOnly(String way, String name, String authid) throws Exception {
        try (Running running = open(way)) {
            Joining right = join(running, way, method(name, authid, SECRET));
            assertThat(right.end()).isNull();
            assertThat(right.welcome().details().authid()).isEqualTo(authid);
            assertThat(right.welcome().details().authrole()).isEqualTo("staff");
            assertThat(right.welcome().details().authmethod()).isEqualTo(name);

            Joining wrong = join(running, way, method(name, authid, SECRET + "!"));
            Joining unknown = join(running, way, method(name, "eve", SECRET));
            assertThat(wrong.end().uri()).isEqualTo(Uris.AUTHENTICATION_FAILED);
            assertThat(unknown.end()).isEqualTo(wrong.end());
        }
    }

    @ParameterizedTest
    @MethodSource("logins")
    void takesTheFirstOfItsMethodsThatTheRealmHas(String way, String name, String authid) throws Exception {
        try (Running running = open(way)) {
            Joining joining = join(running, way, method(name, authid, SECRET), new AnonymousAuthenticator());
            assertThat(joining.welcome().details().authmethod()).isEqualTo(name);

            Joining other = join(running, way, new AnonymousAuthenticator(), method(name, authid, SECRET));
            assertThat(other.welcome().details().authrole()).isEqualTo("guest");
        }
    }

    @Test
    void findsTheUserOfAKeyThatClaimsNoName() throws Exception {
        try (Running running = open("NETTY")) {
            Joining known = Joining.at(running.uri(), method("cryptosign", null, SECRET));
            Joining unknown = Joining.at(running.uri(), method("cryptosign", null, "another"));

            assertThat(known.welcome().details().authid()).isEqualTo("key");
            assertThat(unknown.end().uri()).isEqualTo(Uris.AUTHENTICATION_FAILED);
        }
    }
}
