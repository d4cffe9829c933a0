package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.Inbox;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on Jawampa's router. */
@ValueSource(strings = {"json", "msgpack"})
class ClientOnJawampaRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new JawampaRouter());

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }

    /** Exclude and eligible lists are silently ignored: everybody gets the event. */
    @Override
    public void checkUnwanted(List<Content> all, Inbox heard) {
        assertThat(all).allSatisfy(content -> assertThat(heard.nextContent()).isEqualTo(content));
    }

    /** The callee is not told that progress is wanted, and sends none. */
    @Override
    public void checkPartialResults(List<Content> partial) {
        assertThat(partial).isEmpty();
    }

    /** It would close the connection at a CANCEL, which therefore is not sent. */
    @Override
    public void checkInterrupt(CompletableFuture<Void> interrupted) {
        assertThat(interrupted).isNotDone();
    }

    /** Pattern registrations are accepted, but serve nobody. */
    @Test
    @Override
    public void servesEveryProcedureUnderAPrefix() {
        join().register(name(".all"), RegisterOptions.NONE.with("match", "prefix"), invocation -> {});

        assertThat(CallingBehaviour.failure(join().call(name(".all.of.them"), BOTH_KINDS))
                        .uri())
                .isEqualTo(Uris.NO_SUCH_PROCEDURE);
    }

    /** A callee is taken out before its callers, who are told that there is no such procedure, unless they went first. */
    @Override
    public void checkUnanswered(WampException failure) {
        assertThat(failure)
                .satisfiesAnyOf(
                        lost -> assertThat(lost).isInstanceOf(WampException.SessionLost.class),
                        refused -> assertThat(failure.uri()).isEqualTo(Uris.NO_SUCH_PROCEDURE));
    }
}
