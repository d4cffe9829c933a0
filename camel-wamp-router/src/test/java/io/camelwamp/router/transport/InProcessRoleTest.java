package io.camelwamp.router.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.auth.AnonymousAuthenticator;
import io.camelwamp.auth.Authenticator;
import io.camelwamp.auth.RequiredRole;
import io.camelwamp.protocol.Uris;
import io.camelwamp.router.RealmConfig;
import io.camelwamp.router.auth.AnonymousMethod;
import io.camelwamp.router.auth.InMemoryUsers;
import io.camelwamp.router.auth.InProcessMethod;
import io.camelwamp.router.auth.TicketMethod;
import io.camelwamp.router.transport.Front.Running;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions of the router's own process have the role that they ask for; nobody else has. */
@Timeout(60)
class InProcessRoleTest {
    private static final Authenticator ANONYMOUS = new AnonymousAuthenticator();
    private static final Authenticator BACKEND = new RequiredRole(ANONYMOUS, "backend");

    @ParameterizedTest
    @EnumSource
    void aRoleIsGivenToTheOwnProcessOnly(Front front) throws Exception {
        RealmConfig realm =
                RealmConfig.DEFAULT.withAuthentication(new InProcessMethod("trusted"), new AnonymousMethod("guest"));
        try (Running running = front.open(realm)) {
            assertThat(Joining.inProcess(running.router(), BACKEND)
                            .welcome()
                            .details()
                            .authrole())
                    .isEqualTo("backend");
            assertThat(Joining.inProcess(running.router(), ANONYMOUS)
                            .welcome()
                            .details()
                            .authrole())
                    .isEqualTo("trusted");
            assertThat(Joining.at(running.uri(), ANONYMOUS).welcome().details().authrole())
                    .isEqualTo("guest");
            assertThat(Joining.at(running.uri(), BACKEND).end().text()).contains("The router gave the role 'guest'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void toOthersTheMethodDoesNotExist(Front front) throws Exception {
        RealmConfig realm = RealmConfig.DEFAULT.withAuthentication(
                new InProcessMethod("trusted"), new TicketMethod(new InMemoryUsers()));
        try (Running running = front.open(realm)) {
            Joining remote = Joining.at(running.uri(), BACKEND);
            assertThat(remote.end().uri()).isEqualTo(Uris.NO_MATCHING_AUTH_METHOD);
            assertThat(remote.end().text()).contains("The realm accepts [ticket]");
            assertThat(Joining.inProcess(running.router(), BACKEND).end()).isNull();
        }
    }
}
