package dev.clv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Workers of a call")
class WorkersTest {

    @Test
    void withoutWorkersTheCallerDoesATaskOnceAndWhenItsResultIsAskedFor() {
        try (Workers workers = Workers.beside(1)) {
            Thread[] worker = new Thread[1];
            Supplier<Integer> result = workers.begin(() -> {
                assertThat(worker[0]).isNull();
                worker[0] = Thread.currentThread();
                return 7;
            });
            assertThat(worker[0]).isNull();
            assertThat(result.get()).isEqualTo(7);
            assertThat(result.get()).isEqualTo(7);
            assertThat(worker[0]).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void aWorkerWorksWhileTheCallerDoes() {
        try (Workers workers = Workers.beside(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            Supplier<Thread> result = workers.begin(() -> {
                begun.countDown();
                return Thread.currentThread();
            });
            await(begun);
            assertThat(result.get()).isNotSameAs(Thread.currentThread());
        }
    }

    @Test
    void workersOnAnExecutorLeaveItAsItIs() {
        try (Workers outer = Workers.beside(2)) {
            try (Workers inner = Workers.on(outer)) {
                assertThat(inner.begin(() -> 7).get()).isEqualTo(7);
            }
            CountDownLatch begun = new CountDownLatch(1);
            outer.begin(() -> {
                begun.countDown();
                return 0;
            });
            await(begun);
        }
    }

    @Test
    void theFailureOfATaskIsThrownAsItIs() {
        IllegalStateException failure = new IllegalStateException("no");
        try (Workers workers = Workers.beside(2)) {
            Supplier<Integer> result = workers.begin(() -> {
                throw failure;
            });
            assertThatThrownBy(result::get).isSameAs(failure);
        }
    }

    @Test
    void closingDropsWhatIsNotBegunAndWaitsForTheRest() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean dropped = new AtomicBoolean(true);
        try (Workers workers = Workers.beside(2)) {
            workers.begin(() -> {
                begun.countDown();
                long until = System.nanoTime() + 50_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                ended.set(true);
                return 0;
            });
            workers.begin(() -> {
                dropped.set(false);
                return 0;
            });
            await(begun);
        }
        assertThat(ended).isTrue();
        assertThat(dropped).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
