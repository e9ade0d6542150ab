package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Schedule;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains networks by mini-batches. Immutable and thread-safe (listeners apart); made by {@link #builder}.
 *
 * <p>The same spec, data, settings and seed give the same bits on every JDK and for every number of threads (in float: see {@link Precision#FLOAT}): batches are cut into
 * chunks of fixed size whose gradients are added in a fixed order, and noise belongs to the row's place in its batch, not to a thread. The order of
 * the rows handed in does matter; sort them by something stable if it should not.
 */
public final class Trainer {

    final NetworkSpec spec;
    final Optimizer optimizer;
    final Schedule schedule;
    final int batchSize;
    final int epochs;
    final int patience;
    final double l2;
    final double clipNorm;
    final long seed;
    final int threads;
    final Precision precision;
    final @Nullable Executor executor;
    final TrainingListener listener;
    final BooleanSupplier stopSignal;

    private Trainer(Builder b) {
        spec = b.spec;
        optimizer = b.optimizer;
        schedule = b.schedule;
        batchSize = b.batchSize;
        epochs = b.epochs;
        patience = b.patience;
        l2 = b.l2;
        clipNorm = b.clipNorm;
        seed = b.seed;
        threads = b.threads;
        precision = b.precision;
        executor = b.executor;
        listener = b.listener;
        stopSignal = b.stopSignal;
    }

    /** Starts the settings of a trainer of this network. */
    public static Builder builder(NetworkSpec spec) {
        return new Builder(spec);
    }

    /**
     * Trains on these rows for all epochs.
     *
     * @throws IllegalArgumentException if the rows do not fit the network or the loss does not allow a label
     * @throws IllegalStateException if early stopping is on, which needs validation rows
     * @throws DivergenceException if the loss or a gradient becomes NaN or infinite, or explodes
     */
    public TrainingResult train(TrainingData data) {
        if (patience < Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    "early stopping needs validation rows; call train(data, validation) or remove earlyStopping");
        }
        return new TrainingRun(this, data, null).run();
    }

    /**
     * Trains on these rows and keeps the weights of the epoch with the lowest loss on the validation rows.
     *
     * @throws IllegalArgumentException if the rows do not fit the network or the loss does not allow a label
     * @throws DivergenceException if the loss or a gradient becomes NaN or infinite, or explodes
     */
    public TrainingResult train(TrainingData data, TrainingData validation) {
        return new TrainingRun(this, data, validation).run();
    }

    /** Settings of a trainer; each refuses impossible values at once. Not thread-safe. */
    public static final class Builder {

        private final NetworkSpec spec;
        private Optimizer optimizer = Adam.of(1e-3);
        private Schedule schedule = Schedule.constant();
        private int batchSize = 256;
        private int epochs = 100;
        private int patience = Integer.MAX_VALUE;
        private double l2;
        private double clipNorm = Double.POSITIVE_INFINITY;
        private long seed;
        private int threads = 1;
        private Precision precision = Precision.DOUBLE;
        private @Nullable Executor executor;
        private TrainingListener listener = epoch -> true;
        private BooleanSupplier stopSignal = () -> false;

        private Builder(NetworkSpec spec) {
            this.spec = spec;
        }

        /** How gradients become steps; Adam with learning rate 0.001 unless set. */
        public Builder optimizer(Optimizer newOptimizer) {
            optimizer = newOptimizer;
            return this;
        }

        /** How the learning rate changes while training; constant unless set. */
        public Builder schedule(Schedule newSchedule) {
            schedule = newSchedule;
            return this;
        }

        /** Rows per step; 256 unless set. The last batch of an epoch may be smaller. */
        public Builder batchSize(int rows) {
            int most = Crew.MAX_TASKS * TrainingRun.CHUNK;
            if (rows < 1 || rows > most) {
                throw new IllegalArgumentException("batch size must be 1 to " + most + ", was " + rows);
            }
            batchSize = rows;
            return this;
        }

        /** The most passes over the training rows; 100 unless set. */
        public Builder epochs(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("epochs must be at least 1, was " + most);
            }
            epochs = most;
            return this;
        }

        /** Stops when the validation loss has not improved for this many epochs; off unless set. Needs validation rows. */
        public Builder earlyStopping(int newPatience) {
            if (newPatience < 1) {
                throw new IllegalArgumentException("patience must be at least 1 epoch, was " + newPatience);
            }
            patience = newPatience;
            return this;
        }

        /** Adds l2/2 times the sum of squared weights (not biases, not skips) to the loss that is minimised; 0 unless set. */
        public Builder l2(double newL2) {
            if (!(newL2 >= 0 && newL2 < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("l2 must be finite and not negative, was " + newL2);
            }
            l2 = newL2;
            return this;
        }

        /** Shortens a step's gradient to this Euclidean norm when it is longer; off unless set. */
        public Builder clipNorm(double longest) {
            if (!(longest > 0)) {
                throw new IllegalArgumentException("clip norm must be positive, was " + longest);
            }
            clipNorm = longest;
            return this;
        }

        /** The seed of starting weights, row order and noise; 0 unless set. */
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /** Threads for the length of a call, the caller's included; 1 unless set. They change the speed, not a bit of the result. */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads must be at least 1, was " + count);
            }
            threads = count;
            return this;
        }

        /** The numbers to compute with; {@link Precision#DOUBLE} unless set. */
        public Builder precision(Precision newPrecision) {
            precision = newPrecision;
            return this;
        }

        /** Takes the threads beyond the caller's from this executor, for the length of a call, instead of starting them. */
        public Builder executor(Executor newExecutor) {
            executor = newExecutor;
            return this;
        }

        /** Told about every epoch; may stop the training. */
        public Builder listener(TrainingListener newListener) {
            listener = newListener;
            return this;
        }

        /** Asked before every batch on the calling thread; true stops the training there. */
        public Builder stopWhen(BooleanSupplier newStopSignal) {
            stopSignal = newStopSignal;
            return this;
        }

        /** The trainer. */
        public Trainer build() {
            return new Trainer(this);
        }
    }
}
