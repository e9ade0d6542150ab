package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.optimize.Sgd;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoppingTest {

    private static final int ROWS = 6400;

    /** An identity that counts the rows it sees. */
    private static final class Counter extends Elementwise {
        private final IntConsumer count;

        Counter(IntConsumer count) {
            super("counter", 1);
            this.count = count;
        }

        @Override
        protected double value(double x) {
            count.accept(1);
            return x;
        }

        @Override
        protected double derivative(double x, double y) {
            return 1;
        }
    }

    private static TrainingData rows(int n) {
        double[][] x = new double[n][1];
        Arrays.setAll(x, i -> new double[] {i / (double) n});
        return TrainingData.of(x, new double[n]);
    }

    private static NetworkSpec counting(AtomicInteger rows) {
        return counting(rows::addAndGet);
    }

    private static NetworkSpec counting(IntConsumer count) {
        return NetworkSpec.builder(1)
                .dense(1)
                .layer(width -> new Counter(count))
                .build(SquaredError.of());
    }

    /** The most rows that are computed after the signal. */
    private static int share(Precision precision) {
        return precision == Precision.DOUBLE ? 64 : 300;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("after the stop signal at most a share of a batch is computed, in any phase: what 250 ms rest on")
    void atMostAShareOfABatchFollowsTheSignal(Precision precision) {
        TrainingData data = rows(ROWS);
        // Measuring the start, the first epoch, measuring the validation rows, the second epoch.
        for (int signal : new int[] {1, 3000, ROWS, ROWS + 10, 2 * ROWS - 1, 2 * ROWS + 700, 3 * ROWS + 1}) {
            for (int batch : new int[] {128, 1000, ROWS}) {
                AtomicInteger rows = new AtomicInteger();
                TrainingResult result = Trainer.builder(counting(rows))
                        .precision(precision)
                        .batchSize(batch)
                        .stopWhen(() -> rows.get() >= signal)
                        .build()
                        .train(data, data);
                assertThat(result.stopReason()).isEqualTo(StopReason.STOPPED);
                assertThat(rows.get())
                        .as("signal after %d rows, batches of %d", signal, batch)
                        .isBetween(signal, signal + share(precision));
                assertThat(result.epochs()).hasSize(signal < 3 * ROWS ? 0 : 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("several threads are told to stop in the midst of a batch, and none stays behind")
    void severalThreadsAreToldInTheMidstOfABatch(Precision precision) {
        TrainingData data = rows(ROWS);
        Thread caller = Thread.currentThread();
        for (int threads : new int[] {2, 3, 7}) {
            AtomicInteger rows = new AtomicInteger();
            CountDownLatch signal = new CountDownLatch(1);
            // The other threads wait in the midst of their first share of the batch, so that it cannot end before the
            // caller is asked.
            IntConsumer count = row -> {
                if (rows.addAndGet(row) > ROWS && Thread.currentThread() != caller) {
                    await(signal);
                }
            };
            TrainingResult result = Trainer.builder(counting(count))
                    .precision(precision)
                    .threads(threads)
                    .batchSize(ROWS)
                    .stopWhen(() -> {
                        boolean stop = rows.get() >= ROWS + 10;
                        if (stop) {
                            signal.countDown();
                        }
                        return stop;
                    })
                    .build()
                    .train(data);
            assertThat(result.stopReason()).isEqualTo(StopReason.STOPPED);
            assertThat(result.epochs()).as("%d threads", threads).isEmpty();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("clv-train"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("after an interrupt at most a share of a batch is computed, in any phase, and the status stays set")
    void atMostAShareOfABatchFollowsAnInterrupt(Precision precision) {
        TrainingData data = rows(ROWS);
        for (int signal : new int[] {1, 3000, ROWS, ROWS + 10, 2 * ROWS - 1, 2 * ROWS + 700, 3 * ROWS + 1}) {
            AtomicInteger rows = new AtomicInteger();
            IntConsumer count = row -> {
                if (rows.addAndGet(row) == signal) {
                    Thread.currentThread().interrupt();
                }
            };
            Trainer trainer = Trainer.builder(counting(count))
                    .precision(precision)
                    .batchSize(1000)
                    .build();
            assertThatThrownBy(() -> trainer.train(data, data))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage(
                            "training was interrupted after " + (signal < 3 * ROWS ? 0 : 1)
                                    + " finished epoch(s) and its result discarded; use stopWhen to keep the best weights so far");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(rows.get()).as("interrupt after %d rows", signal).isBetween(signal, signal + share(precision));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("an interrupt of the caller ends all threads of the training")
    void anInterruptOfTheCallerEndsAllThreads(Precision precision) {
        TrainingData data = rows(ROWS);
        Thread caller = Thread.currentThread();
        int signal = ROWS + 10;
        for (int threads : new int[] {2, 3, 7}) {
            AtomicInteger rows = new AtomicInteger();
            CountDownLatch seen = new CountDownLatch(1);
            // The caller interrupts itself in the middle of a share. The other threads wait in the middle of theirs
            // until the stop signal is asked for, so that tasks are left, and are slow from then on, so that the
            // interrupt reaches them before their next share.
            IntConsumer count = row -> {
                int now = rows.addAndGet(row);
                if (Thread.currentThread() == caller) {
                    if (now >= signal) {
                        caller.interrupt();
                    }
                } else if (now > ROWS) {
                    await(seen);
                    LockSupport.parkNanos(1_000_000);
                }
            };
            Trainer trainer = Trainer.builder(counting(count))
                    .precision(precision)
                    .threads(threads)
                    .batchSize(ROWS)
                    .stopWhen(() -> {
                        if (caller.isInterrupted()) {
                            seen.countDown();
                        }
                        return false;
                    })
                    .build();
            assertThatThrownBy(() -> trainer.train(data)).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            // A thread may take one more share before the interrupt reaches it.
            assertThat(rows.get()).as("%d threads", threads).isBetween(signal, signal + 2 * threads * share(precision));
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("clv-train"));
    }

    private static void await(CountDownLatch signal) {
        try {
            signal.await(1, TimeUnit.MINUTES); // no longer, should the caller not be asked
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aStopIsHeededAtOnceAndNotAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        TrainingResult result = Trainer.builder(NetworkSpec.builder(1).build(SquaredError.of()))
                .batchSize(10)
                .stopWhen(() -> asked.incrementAndGet() > 20)
                .build()
                .train(rows(50));
        assertThat(asked).hasValue(21);
        // Asked once while measuring the start, then before each of 5 batches and its two shares: the rows, and adding
        // them up.
        assertThat(result.epochs()).hasSize(1);
        assertThat(result.stopReason()).isEqualTo(StopReason.STOPPED);
    }

    @Test
    void aStopInTheMidstOfADivergingBatchIsAStop() {
        // The start measured, one batch done, and the first 64 rows of the second, whose losses the rate has made
        // infinite.
        int signal = 200 + 100 + 64;
        AtomicInteger rows = new AtomicInteger();
        TrainingResult result = Trainer.builder(counting(rows))
                .optimizer(Sgd.of(1e300))
                .batchSize(100)
                .stopWhen(() -> rows.get() >= signal)
                .build()
                .train(rows(200));
        assertThat(result.stopReason()).isEqualTo(StopReason.STOPPED);
        assertThat(rows).hasValue(signal);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the time limit is kept by the clock handed in")
    void theTimeLimitStopsTraining(Precision precision) {
        // Each look at the clock is a second later than the one before.
        long[] now = {Long.MAX_VALUE - 3_000_000_000L};
        TrainingResult result = Trainer.builder(NetworkSpec.builder(1).build(SquaredError.of()))
                .precision(precision)
                .batchSize(64)
                .timeLimit(Duration.ofSeconds(20), () -> now[0] += 1_000_000_000L)
                .build()
                .train(rows(64));
        assertThat(result.stopReason()).isEqualTo(StopReason.TIME_LIMIT);
        // One look for the start, one while measuring it, then three per epoch: the batch, its rows, its weights.
        assertThat(result.epochs()).hasSize(6);
        assertThat(result.bestEpoch()).isEqualTo(6);
        assertThatThrownBy(() -> Trainer.builder(NetworkSpec.builder(1).build(SquaredError.of()))
                        .timeLimit(Duration.ZERO, System::nanoTime))
                .hasMessage("time limit must be positive, was PT0S");
    }
}
