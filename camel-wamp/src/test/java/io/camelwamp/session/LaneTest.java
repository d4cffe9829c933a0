package io.camelwamp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.camelwamp.testing.HandExecutor;
import io.camelwamp.testing.ThreadLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {
    private static final int MANY = 20_000;

    private final List<Integer> handled = new ArrayList<>();
    private final List<Integer> rejected = new ArrayList<>();
    private final AtomicInteger room = new AtomicInteger();

    private Lane<Integer> lane(Executor executor, int concurrency, Lane.Handler<Integer> handler) {
        return new Lane<>(
                "an item of the test",
                new LaneConfig(executor, 10, concurrency, Overflow.PAUSE),
                handler,
                room::incrementAndGet,
                rejected::add);
    }

    private void handle(Integer item, Runnable done) {
        handled.add(item);
        done.run();
    }

    @Test
    void keepsTheOrderWithAPoolOfThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch all = new CountDownLatch(MANY);
            Lane<Integer> lane = lane(pool, 1, (item, done) -> {
                handled.add(item);
                all.countDown();
                done.run();
            });
            for (int i = 0; i < MANY; i++) {
                lane.offer(i);
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(handled).isEqualTo(IntStream.range(0, MANY).boxed().toList());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void keepsTheOrderOfHandlersThatFinishLaterOnOtherThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            CountDownLatch all = new CountDownLatch(MANY);
            AtomicInteger atOnce = new AtomicInteger();
            ConcurrentLinkedQueue<Integer> overlaps = new ConcurrentLinkedQueue<>();
            Lane<Integer> lane = lane(pool, 1, (item, done) -> {
                if (atOnce.incrementAndGet() > 1) {
                    overlaps.add(item);
                }
                pool.execute(() -> {
                    handled.add(item);
                    atOnce.decrementAndGet();
                    all.countDown();
                    done.run();
                });
            });
            for (int i = 0; i < MANY; i++) {
                lane.offer(i);
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(overlaps).isEmpty();
            assertThat(handled).isEqualTo(IntStream.range(0, MANY).boxed().toList());
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void handlesAsManyAtOnceAsItMay(int concurrency) {
        List<Runnable> running = new ArrayList<>();
        Lane<Integer> lane = lane(Runnable::run, concurrency, (item, done) -> {
            handled.add(item);
            running.add(done);
        });
        for (int i = 0; i < 5; i++) {
            lane.offer(i);
        }
        assertThat(running).hasSize(concurrency);
        assertThat(lane.waiting()).isEqualTo(5 - concurrency);

        running.get(0).run();

        assertThat(running).hasSize(concurrency + 1);
        assertThat(handled)
                .isEqualTo(IntStream.range(0, concurrency + 1).boxed().toList());
    }

    @Test
    void needsOneThreadForManyHandlersThatFinishLater() {
        HandExecutor executor = new HandExecutor();
        List<Runnable> running = new ArrayList<>();
        Lane<Integer> lane = lane(executor, 50, (item, done) -> running.add(done));
        IntStream.range(0, 60).forEach(lane::offer);

        executor.runNext();

        assertThat(running).hasSize(50);
        assertThat(lane.waiting()).isEqualTo(10);
    }

    @Test
    void givesEachHandlerThatBlocksAThreadOfItsOwn() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        CountDownLatch all = new CountDownLatch(20);
        CountDownLatch end = new CountDownLatch(1);
        try {
            Lane<Integer> lane = lane(pool, 20, (item, done) -> {
                all.countDown();
                awaitQuietly(end);
                done.run();
            });
            IntStream.range(0, 20).forEach(lane::offer);

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void usesNoMoreThreadsThanItMay() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        CountDownLatch all = new CountDownLatch(MANY);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try {
            Lane<Integer> lane = new Lane<>(
                    "an item of the test",
                    new LaneConfig(pool, MANY, 100, 3, Overflow.PAUSE),
                    (item, done) -> {
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        Thread.yield();
                        atOnce.decrementAndGet();
                        all.countDown();
                        if (item % 3 == 0) {
                            done.run();
                        } else {
                            pool.execute(done);
                        }
                    },
                    room::incrementAndGet,
                    rejected::add);
            IntStream.range(0, MANY).forEach(lane::offer);

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValueLessThanOrEqualTo(3);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void neverHasMoreAtOnceThanItMayAndForgetsNothing() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            CountDownLatch all = new CountDownLatch(MANY);
            AtomicInteger atOnce = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Lane<Integer> lane = lane(pool, 3, (item, done) -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                Runnable end = () -> {
                    atOnce.decrementAndGet();
                    all.countDown();
                    done.run();
                };
                if (item % 2 == 0) {
                    pool.execute(end);
                } else {
                    end.run();
                }
            });
            for (int i = 0; i < MANY; i++) {
                lane.offer(i);
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValueLessThanOrEqualTo(3);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void takesTheSecondEndOfAnItemForNothing() {
        List<Runnable> running = new ArrayList<>();
        Lane<Integer> lane = lane(Runnable::run, 1, (item, done) -> running.add(done));
        IntStream.range(0, 4).forEach(lane::offer);

        running.get(0).run();
        running.get(0).run();

        assertThat(running).hasSize(2);
    }

    @Test
    void goesOnAfterAHandlerThatThrows() {
        Lane<Integer> lane = lane(Runnable::run, 1, (item, done) -> {
            handled.add(item);
            if (item == 1) {
                throw new IllegalStateException("thrown by the test");
            }
            if (item == 2) {
                throw new AssertionError("thrown by the test");
            }
            done.run();
        });

        IntStream.range(0, 5).forEach(lane::offer);

        assertThat(handled).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void goesOnOnceAfterAHandlerThatIsDoneAndThenThrows() {
        Lane<Integer> lane = lane(Runnable::run, 1, (item, done) -> {
            handle(item, done);
            throw new IllegalStateException("thrown by the test");
        });

        IntStream.range(0, 3).forEach(lane::offer);

        assertThat(handled).containsExactly(0, 1, 2);
    }

    @Test
    void goesOnAfterThereWasNoThread() {
        HandExecutor executor = new HandExecutor();
        AtomicInteger attempts = new AtomicInteger();
        Executor exhausted = task -> {
            if (attempts.getAndIncrement() == 0) {
                throw new OutOfMemoryError("thrown by the test: unable to create native thread");
            }
            executor.execute(task);
        };
        Lane<Integer> lane = lane(exhausted, 1, this::handle);

        lane.offer(1);
        lane.offer(2);
        executor.runAll();

        assertThat(handled).containsExactly(1, 2);
    }

    @Test
    void handsOverWhatAnExecutorRejects() {
        HandExecutor executor = new HandExecutor();
        Lane<Integer> lane = lane(executor, 1, this::handle);
        lane.offer(1);
        executor.runAll();
        executor.shutDown();

        lane.offer(2);
        lane.offer(3);

        assertThat(handled).containsExactly(1);
        assertThat(rejected).containsExactly(2, 3);
        assertThat(lane.waiting()).isZero();
    }

    @Test
    void handsOverWhatWaitsWhenAnExecutorIsShutDownInBetween() {
        List<Runnable> running = new ArrayList<>();
        HandExecutor executor = new HandExecutor();
        Lane<Integer> lane = lane(executor, 1, (item, done) -> running.add(done));
        lane.offer(1);
        executor.runAll();
        lane.offer(2);
        lane.offer(3);
        executor.shutDown();

        running.get(0).run();

        assertThat(rejected).containsExactly(2, 3);
        assertThat(room.get()).isPositive();
    }

    @Test
    void tellsWhenItIsFullAndWhenThereIsRoomAgain() {
        HandExecutor executor = new HandExecutor();
        Lane<Integer> lane = lane(executor, 1, this::handle);
        IntStream.range(0, 9).forEach(lane::offer);
        assertThat(lane.isFull()).isFalse();
        lane.offer(9);
        assertThat(lane.isFull()).isTrue();
        assertThat(lane.hasRoom()).isFalse();

        executor.runAll();

        assertThat(room).hasValue(1);
        assertThat(lane.hasRoom()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void neverForgetsToTellOfRoom(int concurrency) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (ThreadLoop loop = new ThreadLoop()) {
            CountDownLatch all = new CountDownLatch(MANY);
            new Feeder(loop, pool, concurrency, all).start();

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    /** Offers until the lane is full, and again when there is room, as a reader on a loop does. */
    private static final class Feeder {
        private final ThreadLoop loop;
        private final Lane<Integer> lane;
        private int offered;
        private boolean paused;

        Feeder(ThreadLoop loop, Executor pool, int concurrency, CountDownLatch handled) {
            this.loop = loop;
            this.lane = new Lane<>(
                    "an item of the test",
                    new LaneConfig(pool, 10, concurrency, Overflow.PAUSE),
                    (item, done) -> {
                        handled.countDown();
                        done.run();
                    },
                    () -> loop.execute(this::resume),
                    item -> {});
        }

        void start() {
            loop.execute(this::feed);
        }

        private void feed() {
            while (!paused && offered < MANY) {
                lane.offer(offered++);
                paused = lane.isFull();
            }
        }

        private void resume() {
            paused = false;
            feed();
        }
    }

    @Test
    void refusesSizesThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LaneConfig(Runnable::run, 0, 1, Overflow.PAUSE));
        assertThatIllegalArgumentException().isThrownBy(() -> new LaneConfig(Runnable::run, 1, 0, Overflow.PAUSE));
        assertThatIllegalArgumentException().isThrownBy(() -> new LaneConfig(Runnable::run, 1, 1, 0, Overflow.PAUSE));
    }
}
