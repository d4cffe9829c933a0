package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.SilentBackend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests whose answers nobody waits for any more. */
@Timeout(60)
class RecallTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final OutboundClient client = new OutboundClient();
    private final Recall recall = new Recall();
    private SilentBackend backend;
    private TargetPolicy policy;

    @BeforeEach
    void start() throws Exception {
        backend = new SilentBackend();
        policy = TargetPolicy.of(backend.url(), "", PrivateAddresses.NAMED);
        client.setMaxConnections(1);
        context.start();
        OutboundClient.startIn(context, client);
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        backend.close();
    }

    private CompletableFuture<OutboundAnswer> send(Recall by) {
        return client.send(OutboundRequest.of("GET", policy.base()), policy, by);
    }

    private static void assertRecalled(CompletableFuture<?> outcome) {
        assertThatThrownBy(() -> outcome.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        OutboundException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RECALLED));
    }

    @Test
    void closesTheConnectionOfARequestUnderWay() throws Exception {
        CompletableFuture<OutboundAnswer> answer = send(recall);
        backend.awaitRequest();

        recall.recall();

        assertRecalled(answer);
        backend.awaitDeparture();
        await().until(() -> client.underWay() == 0);
    }

    @Test
    void endsARequestThatWaitsForAConnection() throws Exception {
        CompletableFuture<OutboundAnswer> first = send(new Recall());
        backend.awaitRequest();
        CompletableFuture<OutboundAnswer> second = send(recall);

        recall.recall();

        assertRecalled(second);
        assertThat(first).isNotDone();
        await().until(() -> client.underWay() == 1);
    }

    @Test
    void aRequestThatIsRecalledBeforeItIsSentFails() {
        recall.recall();
        assertRecalled(send(recall));
    }

    @Test
    void comesTooLateForAnAnswer() throws Exception {
        backend.speak();
        CompletableFuture<OutboundAnswer> answer = send(recall);
        assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        recall.recall();
        assertThat(send(new Recall()).get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void endsThePauseBeforeAnotherTry() {
        Duration hour = Duration.ofHours(1);
        Retrier retrier = new Retrier(client, new Backoff(3, hour, hour));
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> outcome = retrier.run(
                () -> {
                    attempts.incrementAndGet();
                    return CompletableFuture.failedFuture(new IllegalStateException("broken"));
                },
                failure -> true,
                recall);
        assertThat(retrier.pausing()).isEqualTo(1);

        recall.recall();

        assertRecalled(outcome);
        await().until(() -> retrier.pausing() == 0);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void endsTriesWhoseAttemptCannotBeRecalled() {
        Retrier retrier = new Retrier(client, new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1)));
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<String> attempt = new CompletableFuture<>();
        CompletableFuture<String> outcome = retrier.run(
                () -> {
                    attempts.incrementAndGet();
                    return attempt;
                },
                failure -> true,
                recall);

        recall.recall();

        assertRecalled(outcome);
        attempt.completeExceptionally(new IllegalStateException("broken"));
        assertThat(retrier.pausing()).isZero();
        assertThat(attempts).hasValue(1);
    }
}
