package io.camelwamp.router.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.MatchPolicy;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Uris;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.interop.Content;
import io.camelwamp.testing.interop.Inbox;
import io.camelwamp.testing.interop.NeedsPeers;
import io.camelwamp.testing.interop.OwnClient;
import io.camelwamp.testing.interop.Peer;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client on fox-wamp. */
@NeedsPeers(Peer.FOX_WAMP)
@ValueSource(strings = {"json"})
class ClientOnFoxWampRouterTest extends ClientOnRouter {
    @RegisterExtension
    static final OwnClients CLIENTS = new OwnClients(new FoxWampRouter());

    @Override
    public OwnClients clients() {
        return CLIENTS;
    }

    /** It takes every pattern for a topic, and topics of events are exact. */
    @Override
    public void checkPattern(String pattern, MatchPolicy match, String other, String matched) {
        OwnClient subscriber = join();
        Inbox byPattern = subscriber.subscribe(pattern, match);
        Inbox exact = subscriber.subscribe(matched);

        join().publish(matched, BOTH_KINDS);

        assertThat(exact.nextContent()).isEqualTo(BOTH_KINDS);
        assertThat(byPattern.isEmpty()).isTrue();
    }

    /** Exclude and eligible lists are silently ignored: everybody gets the event. */
    @Override
    public void checkUnwanted(List<Content> all, Inbox heard) {
        assertThat(all).allSatisfy(content -> assertThat(heard.nextContent()).isEqualTo(content));
    }

    /** It reads and writes numbers as JavaScript does: as doubles. */
    @Override
    public Content longIntegersAsHeard() {
        return Content.of(
                new BigInteger("9223372036854776000"), new BigInteger("-9223372036854776000"), 9_007_199_254_740_992L);
    }

    @Override
    public Content hugeIntegerAsHeard() {
        return Content.of(new BigInteger("18446744073709552000"));
    }

    /** Errors of callees lose everything: the URI becomes the only argument of another one. */
    @Override
    public void checkError(WampException error, String uri, Content content) {
        assertThat(error.uri()).isEqualTo("wamp.error.callee_failure");
        assertThat(error.args()).containsExactly(uri);
        assertThat(error.kwargs()).isEmpty();
    }

    /** It announces no cancelling and ignores CANCEL, which therefore is not sent. */
    @Override
    public void checkInterrupt(CompletableFuture<Void> interrupted) {
        assertThat(interrupted).isNotDone();
    }

    /** Every registration is shared. */
    @Test
    @Override
    public void cannotRegisterWhatAnotherHasRegistered() {
        join().register(name(".taken"), invocation -> invocation.complete(BOTH_KINDS.payload()));
        join().register(name(".taken"), invocation -> invocation.complete(BOTH_KINDS.payload()));

        assertThat(OwnClient.await(join().call(name(".taken"), Content.EMPTY))).isEqualTo(BOTH_KINDS);
    }

    /** It takes every pattern for a procedure. */
    @Test
    @Override
    public void servesEveryProcedureUnderAPrefix() {
        join().register(name(".all"), RegisterOptions.NONE.with("match", "prefix"), invocation -> {});

        assertThat(CallingBehaviour.failure(join().call(name(".all.of.them"), BOTH_KINDS))
                        .uri())
                .isEqualTo(Uris.NO_SUCH_PROCEDURE);
    }
}
