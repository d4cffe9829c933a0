package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelwamp.protocol.ErrorMessage;
import io.camelwamp.protocol.Interrupt;
import io.camelwamp.protocol.InterruptOptions;
import io.camelwamp.protocol.Invocation;
import io.camelwamp.protocol.InvocationDetails;
import io.camelwamp.protocol.Message;
import io.camelwamp.protocol.Payload;
import io.camelwamp.protocol.Register;
import io.camelwamp.protocol.RegisterOptions;
import io.camelwamp.protocol.Registered;
import io.camelwamp.protocol.WampException;
import io.camelwamp.protocol.Yield;
import io.camelwamp.testing.AnsweringRouter;
import io.camelwamp.testing.ThreadLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Result, error, progress and interruption at the same time: the router gets one answer. */
class InvocationRaceTest {
    private static final int INVOCATIONS = 2000;
    private static final int REGISTRATION = 9;

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final ThreadLoop loop = new ThreadLoop();
    private final CountDownLatch answered = new CountDownLatch(INVOCATIONS);

    /** What came for each invocation, in order; on the loop only. */
    private final Map<Long, List<String>> answers = new HashMap<>();

    private final AnsweringRouter router = new AnsweringRouter(this::answer);

    private Message answer(Message message) {
        if (message instanceof Register register) {
            return new Registered(register.request(), REGISTRATION);
        }
        if (message instanceof Yield part && part.options().progress()) {
            note(part.request(), "progress");
        } else if (message instanceof Yield result) {
            note(result.request(), "result");
            answered.countDown();
        } else if (message instanceof ErrorMessage error) {
            note(error.request(), "error");
            answered.countDown();
        }
        return null;
    }

    private void note(long request, String what) {
        answers.computeIfAbsent(request, id -> new ArrayList<>()).add(what);
    }

    @AfterEach
    void stop() {
        pool.shutdownNow();
        loop.close();
    }

    @Test
    void answersEachInvocationOnce() throws Exception {
        try (WampSession session = WampSession.open(router.config(), loop)) {
            Registration registration = session.register(
                    "a.b",
                    RegisterOptions.NONE,
                    this::answerInEveryWay,
                    new LaneConfig(pool, INVOCATIONS, 4, Overflow.PAUSE));
            registration.active().get(10, TimeUnit.SECONDS);
            for (long id = 1; id <= INVOCATIONS; id++) {
                router.send(new Invocation(
                        id,
                        REGISTRATION,
                        InvocationDetails.NONE.with("receive_progress", true).with("caller", id),
                        Payload.EMPTY));
            }

            assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
            pool.shutdown();
            assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Map<Long, List<String>>> seen = new CompletableFuture<>();
            loop.execute(() -> seen.complete(answers));
            assertThat(seen.get(10, TimeUnit.SECONDS)).hasSize(INVOCATIONS);
            seen.get().values().forEach(InvocationRaceTest::hasOneAnswerAtItsEnd);
        }
    }

    private static void hasOneAnswerAtItsEnd(List<String> messages) {
        String last = messages.get(messages.size() - 1);
        assertThat(last).isIn("result", "error");
        assertThat(messages.subList(0, messages.size() - 1)).allMatch("progress"::equals);
    }

    /** All at once, each first in its turn. */
    private void answerInEveryWay(ReceivedInvocation invocation) {
        long id = invocation.details().caller();
        List<Runnable> ways = new ArrayList<>(List.of(
                () -> invocation.progress(Payload.EMPTY),
                () -> invocation.complete(Payload.EMPTY),
                () -> invocation.fail(new WampException("a.error")),
                () -> router.send(kill(id))));
        Collections.rotate(ways, (int) id);
        ways.forEach(pool::execute);
    }

    private static Interrupt kill(long id) {
        return new Interrupt(id, InterruptOptions.NONE.with("mode", "kill"));
    }
}
