package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.StandInBackend;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A client that runs in a context, a backend for it, and a policy that allows that backend only. */
@Timeout(60)
abstract class OutboundClientScene {
    final DefaultCamelContext context = new DefaultCamelContext();
    final OutboundClient client = new OutboundClient();
    StandInBackend backend;
    TargetPolicy policy;

    @BeforeEach
    void start() throws Exception {
        backend = new StandInBackend();
        policy = TargetPolicy.of(backend.url(), "", PrivateAddresses.NAMED);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        backend.close();
    }

    OutboundAnswer send(OutboundRequest request, TargetPolicy allowed) throws Exception {
        OutboundClient.startIn(context, client);
        return client.send(request, allowed).get(20, TimeUnit.SECONDS);
    }

    OutboundAnswer get(String reference) throws Exception {
        return send(OutboundRequest.of("GET", policy.resolve(reference)), policy);
    }

    void assertFails(Kind kind, OutboundRequest request, TargetPolicy allowed) {
        assertThatThrownBy(() -> send(request, allowed))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(OutboundException.class, e -> {
                    assertThat(e.kind()).isEqualTo(kind);
                    assertThat(e.getMessage()).doesNotContain("127.0.0.1");
                });
        await().until(() -> client.underWay() == 0);
    }
}
