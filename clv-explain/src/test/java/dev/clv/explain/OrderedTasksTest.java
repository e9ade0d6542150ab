package dev.clv.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OrderedTasksTest {

    private static final Executor DIRECT = Runnable::run;
    private static final Executor NEVER = task -> {};

    @Test
    void resultsComeInOrderOnTheCallingThreadForAnyExecutor() {
        List<Integer> expected = IntStream.range(0, 3_000).boxed().toList();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            // An executor that never runs anything leaves all work to the caller.
            for (Executor executor : List.of(DIRECT, NEVER, pool)) {
                List<Integer> taken = new ArrayList<>();
                Thread caller = Thread.currentThread();
                OrderedTasks.run(
                        3_000,
                        i -> {
                            if (i % 100 == 0) {
                                Thread.yield();
                            }
                            return i;
                        },
                        executor,
                        result -> {
                            assertThat(Thread.currentThread()).isSameAs(caller);
                            taken.add(result);
                        });
                assertThat(taken).isEqualTo(expected);
                assertThat(OrderedTasks.run(3_000, i -> i, executor)).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void fewResultsWaitForTheConsumer() {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        OrderedTasks.run(10_000, i -> done.incrementAndGet(), DIRECT, result -> {
            assertThat(done.get() - taken.getAndIncrement()).isBetween(1, 256);
        });
        assertThat(taken).hasValue(10_000);
    }

    @Test
    @Timeout(60)
    void theCallerTakesALaterTaskInsteadOfWaitingForAnotherThread() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        // The only other thread begins the first task, which ends once the second is done.
        Executor other = task -> {
            if (begun.getCount() > 0) {
                new Thread(task).start();
                await(begun);
            }
        };
        List<Integer> results = OrderedTasks.run(
                2,
                i -> {
                    if (i == 0) {
                        begun.countDown();
                        await(second);
                    } else {
                        second.countDown();
                    }
                    return i;
                },
                other);
        assertThat(results).containsExactly(0, 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theFirstFailureInOrderIsThrownAsItIs() {
        for (Executor executor : List.of(DIRECT, NEVER)) {
            assertThatThrownBy(() -> OrderedTasks.run(
                            3,
                            i -> {
                                if (i > 0) {
                                    throw new IllegalStateException("task " + i);
                                }
                                return i;
                            },
                            executor))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task 1");
        }
        StackOverflowError error = new StackOverflowError();
        assertThatThrownBy(() -> OrderedTasks.run(
                        1,
                        i -> {
                            throw error;
                        },
                        DIRECT))
                .isSameAs(error);
    }

    @Test
    void tasksNotYetBegunAreDroppedAfterAFailureOfTheConsumer() {
        Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
        AtomicInteger begun = new AtomicInteger();
        IllegalStateException full = new IllegalStateException("full");
        assertThatThrownBy(() -> OrderedTasks.run(50, i -> begun.incrementAndGet(), queue::add, result -> {
                    throw full;
                }))
                .isSameAs(full);
        queue.forEach(Runnable::run);
        assertThat(begun).hasValue(1);
    }

    @Test
    void anInterruptDropsWhatIsLeftAndKeepsTheFlag() {
        List<Integer> taken = new ArrayList<>();
        assertThatThrownBy(() -> OrderedTasks.run(
                        1_000,
                        i -> {
                            if (i == 300) {
                                Thread.currentThread().interrupt();
                            }
                            return i;
                        },
                        DIRECT,
                        taken::add))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(taken).hasSizeLessThan(300);
    }
}
