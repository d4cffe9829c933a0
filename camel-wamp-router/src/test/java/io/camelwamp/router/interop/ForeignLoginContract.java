package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelwamp.auth.Scram;
import io.camelwamp.protocol.Uris;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.auth.Credential;
import io.camelwamp.router.auth.CryptosignMethod;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.ScramMethod;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.auth.User;
import io.camelwamp.router.auth.WampCraMethod;
import io.camelwamp.testing.interop.PeerError;
import io.camelwamp.testing.interop.PeerSession;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that somebody else wrote proves to our router who it is, over every entrance. */
@Timeout(60)
@ParameterizedClass
@MethodSource("ways")
abstract class ForeignLoginContract {
    private static final String SECRET = "correct horse";

    @Parameter(0)
    Entrance entrance;

    @Parameter(1)
    String serializer;

    /**
     * A way to prove an identity.
     *
     * @param method its name on the wire
     * @param credentials right ones
     * @param wrong a credential that is not
     */
    record Login(String method, Map<String, String> credentials, Map.Entry<String, String> wrong) {
        static Login ticket() {
            return new Login("ticket", Map.of("authid", "joe", "ticket", SECRET), Map.entry("ticket", "wrong"));
        }

        static Login wampCra() {
            return new Login("wampcra", Map.of("authid", "joe", "secret", SECRET), Map.entry("secret", "wrong"));
        }

        static Login saltedWampCra() {
            return new Login("wampcra", Map.of("authid", "ann", "secret", SECRET), Map.entry("secret", "wrong"));
        }

        static Login cryptosign() {
            return new Login(
                    "cryptosign",
                    Map.of("authid", "joe", "privkey", "aa".repeat(32)),
                    Map.entry("privkey", "bb".repeat(32)));
        }

        static Login scram() {
            return new Login("scram", Map.of("authid", "joe", "password", SECRET), Map.entry("password", "wrong"));
        }

        Map<String, Object> line() {
            return Map.of("method", method, "credentials", credentials);
        }

        Map<String, Object> wrongLine() {
            Map<String, String> all = new HashMap<>(credentials);
            all.put(wrong.getKey(), wrong.getValue());
            return Map.of("method", method, "credentials", all);
        }

        @Override
        public String toString() {
            return method + " of " + credentials.get("authid");
        }
    }

    /** A realm that lets nobody in without a proof. */
    static RealmConfig realm() {
        Scram.Kdf kdf = new Scram.Kdf(Scram.Dialect.CROSSBAR.argon2(), "c2FsdCBmb3Igam9lISE=", 2, 1024);
        InMemoryUsers users = new InMemoryUsers(
                User.of(
                        "joe",
                        "staff",
                        Credential.Ticket.of(SECRET),
                        Credential.CraKey.of(SECRET),
                        Credential.PublicKey.of("e734ea6c2b6257de72355e472aa05a4c487e6b463c029ed306df2f01b5636b58"),
                        Credential.ScramKeys.of(Scram.Dialect.CROSSBAR, SECRET, kdf)),
                User.of("ann", "staff", Credential.CraKey.salted(SECRET, Credential.Salting.of("salt"))));
        return RealmConfig.DEFAULT.withAuthentication(
                new TicketMethod(users),
                new WampCraMethod(users),
                new CryptosignMethod(users),
                new ScramMethod(Scram.Dialect.CROSSBAR, users, kdf));
    }

    /** What every client can do; a client that can do more lists its own. */
    static Stream<Login> logins() {
        return Stream.of(Login.ticket(), Login.wampCra(), Login.saltedWampCra(), Login.cryptosign());
    }

    /** The client that is tested. */
    abstract ForeignClients clients();

    @ParameterizedTest
    @MethodSource("logins")
    void letsInWhoeverProvesIt(Login login) {
        PeerSession peer = clients().join(entrance, serializer, login.line());

        assertThat(peer.details().path("authid").asText())
                .isEqualTo(login.credentials().get("authid"));
        assertThat(peer.details().path("authrole").asText()).isEqualTo("staff");
        assertThat(peer.details().path("authmethod").asText()).isEqualTo(login.method());
    }

    @ParameterizedTest
    @MethodSource("logins")
    void keepsOutWhoeverDoesNot(Login login) {
        PeerError refusal = catchThrowableOfType(
                PeerError.class, () -> clients().joinUnattended(entrance, serializer, login.wrongLine()));

        assertThat(refusal.uri()).isEqualTo(Uris.AUTHENTICATION_FAILED);
    }

    @Test
    void keepsOutWhoeverDoesNotEvenTry() {
        PeerError refusal =
                catchThrowableOfType(PeerError.class, () -> clients().joinUnattended(entrance, serializer, Map.of()));

        assertThat(refusal.uri()).isEqualTo(Uris.NO_MATCHING_AUTH_METHOD);
    }
}
