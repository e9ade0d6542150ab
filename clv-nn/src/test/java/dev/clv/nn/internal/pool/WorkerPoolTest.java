package dev.clv.nn.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void doesEveryTaskOfEveryRoundOnceAndNoTwoAtATimeByOneWorker(int threads) {
        AtomicIntegerArray busy = new AtomicIntegerArray(threads);
        AtomicBoolean twoAtATime = new AtomicBoolean();
        try (WorkerPool pool = new WorkerPool(threads, null)) {
            for (int round = 0; round < 2000; round++) {
                int count = round % 40;
                AtomicIntegerArray times = new AtomicIntegerArray(count);
                pool.run(count, (worker, number) -> {
                    if (busy.getAndIncrement(worker) > 0) {
                        twoAtATime.set(true);
                    }
                    times.incrementAndGet(number);
                    busy.decrementAndGet(worker);
                });
                for (int number = 0; number < count; number++) {
                    assertThat(times.get(number))
                            .as("round %d task %d", round, number)
                            .isEqualTo(1);
                }
            }
        }
        assertThat(twoAtATime).isFalse();
    }

    @Test
    void wakesHelpersThatHaveGoneToSleep() {
        try (WorkerPool pool = new WorkerPool(3, null)) {
            for (int round = 0; round < 20; round++) {
                AtomicIntegerArray times = new AtomicIntegerArray(100);
                pool.run(100, (worker, number) -> times.incrementAndGet(number));
                for (int number = 0; number < 100; number++) {
                    assertThat(times.get(number)).isEqualTo(1);
                }
                LockSupport.parkNanos(5_000_000); // longer than a helper looks for work
            }
        }
    }

    @Test
    void doesTheTasksOfHelpersThatAnExecutorNeverStarts() {
        try (WorkerPool pool = new WorkerPool(4, helper -> {})) {
            AtomicIntegerArray times = new AtomicIntegerArray(50);
            pool.run(50, (worker, number) -> {
                assertThat(worker).isZero();
                times.incrementAndGet(number);
            });
            for (int number = 0; number < 50; number++) {
                assertThat(times.get(number)).isEqualTo(1);
            }
        }
    }

    @Test
    void takesMoreTasksThanOneRoundHolds() {
        int count = WorkerPool.MAX_TASKS + 70;
        AtomicIntegerArray times = new AtomicIntegerArray(count);
        try (WorkerPool pool = new WorkerPool(2, null)) {
            pool.run(count, (worker, number) -> times.incrementAndGet(number));
        }
        for (int number = 0; number < count; number++) {
            assertThat(times.get(number)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void throwsToTheCallerWhatATaskThrew(int threads) {
        try (WorkerPool pool = new WorkerPool(threads, null)) {
            assertThatThrownBy(() -> pool.run(9, (worker, number) -> {
                        if (number == 5) {
                            throw new IllegalStateException("task five");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task five");
        }
    }

    @Test
    void letsAnInterruptedHelperGoAndDoesItsTasks() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (WorkerPool pool = new WorkerPool(3, executor)) {
            executor.shutdownNow();
            assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            AtomicIntegerArray times = new AtomicIntegerArray(50);
            pool.run(50, (worker, number) -> times.incrementAndGet(number));
            for (int number = 0; number < 50; number++) {
                assertThat(times.get(number)).isEqualTo(1);
            }
        }
    }
}
