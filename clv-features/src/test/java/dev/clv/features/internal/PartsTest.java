package dev.clv.features.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 17, 1000})
    void everyPartRunsOnceOnTheCallerAloneAndOnThreads(int count) throws Exception {
        AtomicIntegerArray alone = new AtomicIntegerArray(count);
        Parts.run(count, alone::incrementAndGet, Runnable::run);
        AtomicIntegerArray together = new AtomicIntegerArray(count);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Parts.run(count, together::incrementAndGet, threads);
        } finally {
            threads.shutdownNow();
        }

        for (int i = 0; i < count; i++) {
            assertThat(alone.get(i)).isEqualTo(1);
            assertThat(together.get(i)).isEqualTo(1);
        }
    }

    @Test
    void theCallerDoesEverythingWhereTheExecutorDoesNothing() {
        List<Integer> done = new ArrayList<>();
        Executor idle = task -> {};

        Parts.run(4, done::add, idle);

        assertThat(done).containsExactly(0, 1, 2, 3);
    }

    @Test
    void theFirstFailureInTheOrderOfPartsIsThrownAsItIs() throws Exception {
        CountDownLatch laterFailed = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            assertThatThrownBy(() -> Parts.run(
                            3,
                            part -> {
                                if (part == 2) {
                                    laterFailed.countDown();
                                    throw new IllegalStateException("later");
                                }
                                if (part == 1) {
                                    await(laterFailed);
                                    throw new IllegalArgumentException("earlier");
                                }
                            },
                            threads))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("earlier");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anErrorIsThrownAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("not really");

        assertThatThrownBy(() -> Parts.run(
                        1,
                        part -> {
                            throw error;
                        },
                        Runnable::run))
                .isSameAs(error);
    }

    @Test
    void anInterruptOfTheCallerEndsTheWorkAndStaysSet() {
        List<Integer> done = new ArrayList<>();
        Executor idle = task -> {};

        assertThatThrownBy(() -> Parts.run(
                        10,
                        part -> {
                            done.add(part);
                            if (part == 2) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        idle))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).containsExactly(0, 1, 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anInterruptedCallerWhoRunsAllRunsAllAndStaysInterrupted() throws Exception {
        AtomicIntegerArray done = new AtomicIntegerArray(50);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Thread.currentThread().interrupt();
        try {
            Parts.runAll(50, done::incrementAndGet, threads);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
            threads.shutdownNow();
        }

        for (int i = 0; i < 50; i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
    }

    @Test
    void theFirstFailureOfAllIsThrownAsItIs() {
        assertThatThrownBy(() -> Parts.runAll(
                        3,
                        part -> {
                            if (part > 0) {
                                throw new IllegalStateException("part " + part);
                            }
                        },
                        Runnable::run))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("part 1");
    }
}
