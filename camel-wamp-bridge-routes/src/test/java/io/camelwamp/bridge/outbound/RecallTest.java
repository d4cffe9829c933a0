package io.camelwamp.bridge.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelwamp.bridge.outbound.OutboundException.Kind;
import io.camelwamp.bridge.testing.SilentBackend;
import io.camelwamp.bridge.testing.StandInBackend;
import io.camelwamp.bridge.testing.StandInBackend.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
    private static final Reply TOKEN = Reply.json(200, "{\"access_token\":\"t0ken\"}");

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
        assertThat(outcome).isNotDone();

        recall.recall();

        assertRecalled(outcome);
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
        assertThat(attempts).hasValue(1);
    }

    @Test
    void noAttemptBeginsAfterIt() {
        Retrier retrier = new Retrier(client, new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1)));
        AtomicInteger attempts = new AtomicInteger();
        recall.recall();

        assertRecalled(retrier.run(
                () -> CompletableFuture.completedFuture(attempts.incrementAndGet()), failure -> true, recall));
        assertThat(attempts).hasValue(0);
    }

    @Test
    void nothingIsSentIfItComesDuringTheWaitForAToken() throws Exception {
        CountDownLatch recalled = new CountDownLatch(1);
        try (StandInBackend api = new StandInBackend();
                StandInBackend tokens = new StandInBackend()) {
            tokens.answerWith(request -> awaited(recalled));
            Backend guarded = guarded(api, tokens);
            CompletableFuture<OutboundAnswer> answer = guarded.send(order(guarded), recall);
            tokens.take();

            recall.recall();
            recalled.countDown();

            assertRecalled(answer);
            // It takes the same token, behind all that the first one may have brought about.
            assertThat(query(guarded).status()).isEqualTo(200);
            assertThat(api.take().method()).isEqualTo("GET");
            assertThat(api.requests()).isEmpty();
            guarded.stop();
        }
    }

    @Test
    void nothingIsSentAgainIfItComesDuringTheWaitForAnotherToken() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (StandInBackend api = new StandInBackend();
                StandInBackend tokens = new StandInBackend()) {
            tokens.answerWith(request -> {
                if (asked.incrementAndGet() == 2) {
                    recall.recall();
                }
                return TOKEN;
            });
            api.answerWith(request -> Reply.empty(request.method().equals("POST") ? 401 : 200));
            Backend guarded = guarded(api, tokens);

            assertRecalled(guarded.send(order(guarded), recall));

            assertThat(query(guarded).status()).isEqualTo(200);
            assertThat(asked).hasValue(2);
            assertThat(api.take().method()).isEqualTo("POST");
            assertThat(api.take().method()).isEqualTo("GET");
            assertThat(api.requests()).isEmpty();
            guarded.stop();
        }
    }

    private static Reply awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return TOKEN;
    }

    private static OutboundRequest order(Backend guarded) {
        return OutboundRequest.of("POST", guarded.policy().base());
    }

    private static OutboundAnswer query(Backend guarded) throws Exception {
        OutboundRequest query = OutboundRequest.of("GET", guarded.policy().base());
        return guarded.send(query, new Recall()).get(10, TimeUnit.SECONDS);
    }

    private Backend guarded(StandInBackend api, StandInBackend tokens) {
        BackendCredentials credentials = new BackendCredentials();
        credentials.setTokenUrl(tokens.url());
        credentials.setClientId("me");
        credentials.setClientSecret("secret");
        Backend guarded = new Backend();
        guarded.setCamelContext(context);
        guarded.setClient(client);
        guarded.setBaseUrl(api.url());
        guarded.setCredentials(credentials);
        guarded.start();
        return guarded;
    }

    @Test
    void leavesTheStageOfALongCallWhenItsAnswerIsThere() {
        CompletableFuture<Void> longCall = new CompletableFuture<>();
        for (int i = 0; i < 3; i++) {
            Recall.when(longCall).forget();
        }
        assertThat(longCall.getNumberOfDependents()).isZero();

        AtomicInteger recalls = new AtomicInteger();
        Recall.when(longCall).onRecall(recalls::incrementAndGet);
        longCall.complete(null);
        assertThat(recalls).hasValue(1);
    }
}
