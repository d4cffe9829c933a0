package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.Call;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Publish;
import io.camelwamp.protocol.PublishOptions;
import io.camelwamp.protocol.Published;
import io.camelwamp.protocol.Result;
import io.camelwamp.protocol.ResultDetails;
import io.camelwamp.protocol.WampException;
import io.camelwamp.testing.AnsweringRouter;
import io.camelwamp.testing.ThreadLoop;
import io.camelwamp.vectors.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ids of requests: 1, 2, 3 … in the order of the wire, whatever happens. */
class RequestOrderTest {
    private static final int THREADS = 16;
    private static final int REQUESTS_PER_THREAD = 500;

    static List<Vectors.Vector> sequences() {
        return Vectors.load("id").stream()
                .filter(vector -> "sequence".equals(vector.subkind()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void countsAsWritten(Vectors.Vector vector) {
        switch (vector.id()) {
            case "id-seq-2", "id-seq-3" -> {
                Story story = Story.open();
                publishes(story, (Integer) vector.input().get("session_scope_last"));
                story.publish("a.t");
                story.router.expects("[16, %d, {}, 'a.t']"
                        .formatted((Integer) vector.expected().get("next")));
            }
            case "id-seq-newsession" -> {
                Story story = Story.open();
                publishes(story, (Integer) vector.input().get("session_scope_last"));
                story.reconnect();
                story.publish("a.t");
                story.router.expects("[16, 1, {}, 'a.t']");
            }
            case "id-seq-sharedcounter" -> {
                assertThat(vector.input().get("ops"))
                        .isEqualTo(List.of("SUBSCRIBE", "CALL", "PUBLISH(no ack)", "REGISTER", "UNSUBSCRIBE"));
                sharesOneCounter(vector);
            }
            default -> throw new AssertionError("Nobody knows how to count in " + vector);
        }
    }

    private static void publishes(Story story, int times) {
        for (int i = 1; i <= times; i++) {
            story.publish("a.t");
            story.router.expects("[16, %d, {}, 'a.t']".formatted(i));
        }
    }

    private static void sharesOneCounter(Vectors.Vector vector) {
        Story story = Story.open();
        Subscription subscription = story.subscribe("a.t", new Story.Events());
        List<Integer> ids = new ArrayList<>();
        ids.add(story.router.received().get(1).intValue());
        story.router.sends("[33, 1, 77]");
        story.call("a.b");
        ids.add(story.router.received().get(1).intValue());
        story.publish("a.t");
        ids.add(story.router.received().get(1).intValue());
        story.register("a.b", new Story.Calls());
        ids.add(story.router.received().get(1).intValue());
        subscription.unsubscribe();
        ids.add(story.router.received().get(1).intValue());
        assertThat(ids).isEqualTo(vector.expected().get("request_ids"));
    }

    @Test
    void burnsNoIdOnAPayloadThatCannotBeEncoded() {
        Story story = Story.open();

        CompletableFuture<Long> unencodable =
                story.session.publish("a.t", PublishOptions.NONE, Payload.ofDecoded(List.of("\0text"), Map.of()));
        WampCall tooLarge;
        story.router.limitsMessagesTo(1000);
        tooLarge = story.call("a.b", "x".repeat(2000));
        story.publish("a.t", "fine");

        story.router.expects("[16, 1, {}, 'a.t', ['fine']]").expectsNothing();
        assertThat(story.failureOf(unencodable)).isInstanceOf(WampException.InvalidPayload.class);
        assertThat(story.failureOf(tooLarge.result())).isInstanceOf(WampException.PayloadTooLarge.class);
    }

    @Test
    void burnsNoIdOnAMessageThatTheTransportRefusesOnTheLoop() {
        Story story = Story.with().begin();
        // Made before there was a transport that could have looked at it.
        CompletableFuture<Long> early = story.publishAcknowledged("a.t", "x".repeat(2000));
        story.router
                .accepts()
                .limitsMessagesTo(1000)
                .expects("[1, 'realm1', '<details>']")
                .sends("[2, 1, {roles: {broker: {}}}]");
        story.publish("a.t", "fine");

        story.router.expects("[16, 1, {}, 'a.t', ['fine']]").expectsNothing();
        assertThat(story.failureOf(early)).isInstanceOf(WampException.PayloadTooLarge.class);
        assertThat(story.status().load().inFlight()).isZero();
    }

    @Test
    void leavesNoGapWhenManyThreadsPublishAndCall() throws Exception {
        List<Long> ids = new ArrayList<>();
        AnsweringRouter router = new AnsweringRouter(message -> {
            long id = idOf(message);
            ids.add(id);
            return message instanceof Call ? new Result(id, ResultDetails.NONE, Payload.EMPTY) : new Published(id, id);
        });
        try (ThreadLoop loop = new ThreadLoop();
                WampSession session = WampSession.open(router.config(), loop)) {
            List<CompletableFuture<?>> answers = requestsOfManyThreads(session);

            CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                    .get(30, TimeUnit.SECONDS);

            assertThat(answers).hasSize(THREADS * REQUESTS_PER_THREAD);
            CompletableFuture<List<Long>> seen = new CompletableFuture<>();
            loop.execute(() -> seen.complete(List.copyOf(ids)));
            assertThat(seen.get(10, TimeUnit.SECONDS))
                    .isEqualTo(LongStream.rangeClosed(1, THREADS * REQUESTS_PER_THREAD)
                            .boxed()
                            .toList());
        }
    }

    private static long idOf(Message message) {
        return message instanceof Call call ? call.request() : ((Publish) message).request();
    }

    private static List<CompletableFuture<?>> requestsOfManyThreads(WampSession session) throws InterruptedException {
        List<CompletableFuture<?>> answers = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                await(start);
                for (int j = 0; j < REQUESTS_PER_THREAD; j++) {
                    answers.add(request(session, j));
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        }
        return answers;
    }

    private static CompletableFuture<?> request(WampSession session, int number) {
        Payload payload = Payload.ofArgs(number);
        return number % 2 == 0
                ? session.call(CallTarget.of("a.b"), payload).result()
                : session.publish("a.t", PublishOptions.NONE.with("acknowledge", true), payload);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
