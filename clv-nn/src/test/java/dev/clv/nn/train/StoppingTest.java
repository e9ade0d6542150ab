package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.loss.SquaredError;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoppingTest {

    private static final int ROWS = 6400;
    private static final int BATCH = 128;

    /** An identity that counts the rows it sees. */
    private static final class Counter extends Elementwise {
        private final AtomicInteger rows;

        Counter(AtomicInteger rows) {
            super("counter", 1);
            this.rows = rows;
        }

        @Override
        protected double value(double x) {
            rows.incrementAndGet();
            return x;
        }

        @Override
        protected double slope(double x, double y) {
            return 1;
        }
    }

    private static TrainingData rows() {
        double[][] x = new double[ROWS][1];
        Arrays.setAll(x, i -> new double[] {i / (double) ROWS});
        return TrainingData.of(x, new double[ROWS]);
    }

    @Test
    @DisplayName("after the stop signal at most one batch of rows is computed, in any phase: what 250 ms rest on")
    void atMostOneBatchFollowsTheSignal() {
        TrainingData data = rows();
        // Measuring the start, the first epoch, measuring the validation rows, the second epoch.
        for (int signal : new int[] {1, 3000, ROWS, ROWS + 10, 2 * ROWS - 1, 2 * ROWS + 700, 3 * ROWS + 1}) {
            AtomicInteger rows = new AtomicInteger();
            NetworkSpec spec =
                    NetworkSpec.builder(1).layer(width -> new Counter(rows)).build(SquaredError.of());
            TrainingResult result = Trainer.builder(spec)
                    .batchSize(BATCH)
                    .stopWhen(() -> rows.get() >= signal)
                    .build()
                    .train(data, data);
            assertThat(result.stopReason()).isEqualTo(StopReason.STOPPED);
            assertThat(rows.get()).as("signal after %d rows", signal).isBetween(signal, signal + BATCH);
            assertThat(result.epochs()).hasSize(signal < 3 * ROWS ? 0 : 1);
        }
    }

    @Test
    @DisplayName("the time limit is kept by the clock handed in")
    void theTimeLimitStopsTraining() {
        // Each look at the clock is a second later than the one before.
        long[] now = {Long.MAX_VALUE - 3_000_000_000L};
        TrainingResult result = Trainer.builder(NetworkSpec.builder(1).build(SquaredError.of()))
                .batchSize(ROWS)
                .timeLimit(Duration.ofSeconds(8), () -> now[0] += 1_000_000_000L)
                .build()
                .train(rows());
        assertThat(result.stopReason()).isEqualTo(StopReason.TIME_LIMIT);
        // One look for the start, one while measuring it, then one per epoch of one batch.
        assertThat(result.epochs()).hasSize(6);
        assertThat(result.bestEpoch()).isEqualTo(6);
        assertThatThrownBy(() -> Trainer.builder(NetworkSpec.builder(1).build(SquaredError.of()))
                        .timeLimit(Duration.ZERO, System::nanoTime))
                .hasMessage("time limit must be positive, was PT0S");
    }
}
