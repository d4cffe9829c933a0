package io.camelwamp.auth;

import static io.camelwamp.auth.Attempts.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Uris;
import io.camelwamp.transport.ChannelSecurity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TicketAuthenticatorTest {
    @Test
    void showsItsTicketWhereNobodyElseReadsAlong() {
        TicketAuthenticator method = new TicketAuthenticator("joe", secret("secret!!!"), false);

        assertThat(method.authid()).isEqualTo("joe");
        assertThat(Attempts.answer(method, Map.of()).signature()).isEqualTo("secret!!!");
    }

    @Test
    void isNotEvenOfferedWhereOthersCouldReadIt() {
        TicketAuthenticator method = new TicketAuthenticator("joe", secret("secret!!!"), false);

        assertThat(Attempts.failure(method.begin(ChannelSecurity.OPEN)))
                .hasMessageContaining("use wss")
                .returns(Uris.CANNOT_AUTHENTICATE, e -> e.uri());
    }

    @Test
    void isShownAnywhereIfThatIsAllowed() {
        TicketAuthenticator method = new TicketAuthenticator("joe", secret("secret!!!"), true);

        assertThat(method.begin(ChannelSecurity.OPEN).toCompletableFuture()).isCompleted();
    }
}
