package dev.clv.nn.train;

import dev.clv.nn.FloatKernels;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.plan.FloatPlan;
import dev.clv.nn.internal.pool.WorkerPool;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Regularization;
import dev.clv.nn.optimize.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains networks by mini-batches. Immutable and thread-safe (listeners apart); made by {@link #builder}.
 *
 * <p>The same spec, data, settings and seed give the same bits on every JDK and for every number of threads (in float:
 * see {@link Precision#FLOAT}): batches are cut into chunks of fixed size whose gradients are added in a fixed order,
 * and noise belongs to the row's place in its batch, not to a thread. The order of the rows does matter; sort them by a
 * stable key if it should not.
 *
 * <p>Training stops early by a {@linkplain Builder#stopWhen stop signal}, a {@linkplain Builder#timeLimit time limit}
 * or a {@linkplain Builder#listener listener}, and then returns the best weights so far. If the calling thread is
 * interrupted, training throws a {@link CancellationException}, discards its result and keeps the interrupt flag; to
 * keep the best weights so far, use a stop signal instead. Both happen within a fraction of a second for any number of
 * threads, and no thread of the training continues.
 */
public final class Trainer {

    final NetworkSpec spec;
    final Optimizer optimizer;
    final Schedule schedule;
    final int batchSize;
    final int epochs;
    final int patience;
    final Regularization regularization;
    final double clipNorm;
    final long seed;
    final int threads;
    final Precision precision;
    final @Nullable FloatKernels kernels;
    final @Nullable Executor executor;
    final TrainingListener listener;
    final BooleanSupplier stopSignal;
    final long timeLimit; // nanoseconds
    final LongSupplier clock;
    final @Nullable Consumer<Checkpoint> checkpoints;
    final double @Nullable [] start;

    private Trainer(Builder b) {
        spec = b.spec;
        optimizer = b.optimizer;
        schedule = b.schedule;
        batchSize = b.batchSize;
        epochs = b.epochs;
        patience = b.patience;
        regularization = b.regularization;
        clipNorm = b.clipNorm;
        seed = b.seed;
        threads = b.threads;
        precision = b.precision;
        kernels = b.kernels;
        executor = b.executor;
        listener = b.listener;
        stopSignal = b.stopSignal;
        timeLimit = b.timeLimit;
        clock = b.clock;
        checkpoints = b.checkpoints;
        start = b.start;
    }

    /** Starts the settings of a trainer of this network. */
    public static Builder builder(NetworkSpec spec) {
        return new Builder(spec);
    }

    /**
     * The precision that a training really has: {@link Precision#DOUBLE} where float is asked for but the network or
     * the optimiser has no float form. Dense layers with activations and dropout have one, and so have a GRU or an LSTM
     * before them, with embeddings of tokens or without; of optimisers, Adam and SGD.
     */
    public static Precision precision(Precision asked, NetworkSpec spec, Optimizer optimizer) {
        boolean inFloat = asked == Precision.FLOAT && FloatPlan.compile(spec).isPresent() && FloatPlan.knows(optimizer);
        return inFloat ? Precision.FLOAT : Precision.DOUBLE;
    }

    /**
     * Trains on these rows for all epochs.
     *
     * @throws IllegalArgumentException if the rows do not fit the network or the loss does not allow a label
     * @throws IllegalStateException if early stopping is on, which needs validation rows
     * @throws DivergenceException if the loss or a gradient becomes NaN or infinite, or explodes
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     */
    public TrainingResult train(TrainingData data) {
        requireNoPatience();
        return start(data, null, null);
    }

    /**
     * Trains on these rows and keeps the weights of the epoch with the lowest loss on the validation rows.
     *
     * @throws IllegalArgumentException if the rows do not fit the network or the loss does not allow a label
     * @throws DivergenceException if the loss or a gradient becomes NaN or infinite, or explodes
     * @throws CancellationException if the calling thread is interrupted; its interrupt flag stays set
     */
    public TrainingResult train(TrainingData data, TrainingData validation) {
        return start(data, validation, null);
    }

    /**
     * Continues from a checkpoint, to the same bits as if training had never stopped. The trainer needs the settings
     * and precision the checkpoint was made with; epochs, patience, threads, listener and stop signals may differ. The
     * schedule is not stored; pass the same one. In float, training may continue with other kernels
     * ({@link Checkpoint#kernels}), which is logged as a warning: then the result agrees with an uninterrupted run
     * within rounding, not bit by bit.
     *
     * @throws IllegalArgumentException as {@link #train(TrainingData)}, and if a setting, the precision or the rows
     *     differ
     * @throws IllegalStateException as {@link #train(TrainingData)}
     * @throws DivergenceException as {@link #train(TrainingData)}
     * @throws CancellationException as {@link #train(TrainingData)}
     */
    public TrainingResult resume(Checkpoint checkpoint, TrainingData data) {
        requireNoPatience();
        return start(data, null, checkpoint);
    }

    /** The same with the validation rows of before. */
    public TrainingResult resume(Checkpoint checkpoint, TrainingData data, TrainingData validation) {
        return start(data, validation, checkpoint);
    }

    private TrainingResult start(
            TrainingData data, @Nullable TrainingData validation, @Nullable Checkpoint checkpoint) {
        TrainingData scaledValidation = validation == null ? null : validation.inUnitsOf(spec.loss());
        return new TrainingRun(this, data.inUnitsOf(spec.loss()), scaledValidation, checkpoint).run();
    }

    /** What must not change between a checkpoint and its resumption, as plain data. */
    Description settings() {
        Description settings = Description.of("training")
                .with("batch_size", batchSize)
                .with("l1", regularization.l1())
                .with("l2", regularization.l2())
                .with(List.of(optimizer.describe(), spec.describe()));
        if (clipNorm < Double.POSITIVE_INFINITY) {
            settings = settings.with("clip_norm", clipNorm);
        }
        if (start != null) {
            settings = settings.with("start", Arrays.hashCode(start));
        }
        return regularization.limits() ? settings.with("max_norm", regularization.maxNorm()) : settings;
    }

    private void requireNoPatience() {
        if (patience < Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    "early stopping needs validation rows; call train(data, validation) or remove earlyStopping");
        }
    }

    /** Settings of a trainer; each refuses impossible values at once. Not thread-safe. */
    public static final class Builder {

        private final NetworkSpec spec;
        private Optimizer optimizer = Adam.of(1e-3);
        private Schedule schedule = Schedule.constant();
        private int batchSize = 256;
        private int epochs = 100;
        private int patience = Integer.MAX_VALUE;
        private Regularization regularization = Regularization.none();
        private double clipNorm = Double.POSITIVE_INFINITY;
        private long seed;
        private int threads = 1;
        private Precision precision = Precision.DOUBLE;
        private @Nullable FloatKernels kernels;
        private @Nullable Executor executor;
        private TrainingListener listener = epoch -> true;
        private BooleanSupplier stopSignal = () -> false;
        private long timeLimit = Long.MAX_VALUE;
        private LongSupplier clock = () -> 0;
        private @Nullable Consumer<Checkpoint> checkpoints;
        private double @Nullable [] start;

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
            int most = WorkerPool.MAX_TASKS * DoubleSteps.CHUNK;
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

        /**
         * Stops when the validation loss has not improved for this many epochs; off unless set. Needs validation rows.
         */
        public Builder earlyStopping(int newPatience) {
            if (newPatience < 1) {
                throw new IllegalArgumentException("patience must be at least 1 epoch, was " + newPatience);
            }
            patience = newPatience;
            return this;
        }

        /**
         * Adds l2/2 times the sum of squared weights (not biases, not skips) to the loss that is minimised; 0 unless
         * set.
         */
        public Builder l2(double newL2) {
            regularization = regularization.withL2(newL2);
            return this;
        }

        /**
         * Adds l1 times the sum of the weights' sizes (not biases, not skips) to the loss that is minimised; 0 unless
         * set.
         */
        public Builder l1(double newL1) {
            regularization = regularization.withL1(newL1);
            return this;
        }

        /**
         * After every step, shortens the weights into each output of a layer (a column of a parameter that decays) to
         * this Euclidean norm when they are longer (Srivastava et al. 2014, section 5.1); off unless set.
         */
        public Builder maxNorm(double longest) {
            regularization = regularization.withMaxNorm(longest);
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

        /**
         * The number of threads during a call, the caller's included; 1 unless set. It changes the speed, not a bit of
         * the result.
         */
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

        /**
         * The way to compute in float; unless set, the {@link FloatKernels#best(double) quickest} for as many rows and
         * epochs. The bits of a result depend on it: ask for {@link FloatKernels#plain()} to have the same with the
         * Vector API and without.
         */
        public Builder kernels(FloatKernels newKernels) {
            kernels = newKernels;
            return this;
        }

        /** Runs the threads beyond the caller's on this executor during a call; threads of its own unless set. */
        public Builder executor(Executor newExecutor) {
            executor = newExecutor;
            return this;
        }

        /** Called after every epoch; may stop the training. None unless set. */
        public Builder listener(TrainingListener newListener) {
            listener = newListener;
            return this;
        }

        /**
         * A signal that stops the training when it gives true; none unless set. It is evaluated on the calling thread
         * before every batch and, within a batch or a measurement of losses, before every share that this thread takes:
         * 64 rows in double, a few hundred in float. So training ends within a fraction of a second even with large
         * batches and networks.
         */
        public Builder stopWhen(BooleanSupplier newStopSignal) {
            stopSignal = newStopSignal;
            return this;
        }

        /**
         * Stops the training, as {@link #stopWhen} does, when this much time has passed since it began; off unless set.
         *
         * @param clock nanoseconds from any origin, for example {@code System::nanoTime}
         * @throws IllegalArgumentException unless the limit is positive
         */
        public Builder timeLimit(Duration limit, LongSupplier clock) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("time limit must be positive, was " + limit);
            }
            timeLimit = limit.toNanos();
            this.clock = clock;
            return this;
        }

        /**
         * Receives a checkpoint after every epoch, before the listener, on the calling thread; none unless set. See
         * {@link Trainer#resume}.
         */
        public Builder checkpoints(Consumer<Checkpoint> sink) {
            checkpoints = sink;
            return this;
        }

        /**
         * The parameters to start from, for instance those of a network that was trained on earlier rows; random
         * weights and fitted biases of the output layer unless set. A schedule begins as for any other start.
         *
         * @param parameters in the order of {@link NetworkSpec#parameterShapes()}; copied
         * @throws IllegalArgumentException if there are too few or too many, or one is not finite
         */
        public Builder startingFrom(double[] parameters) {
            start = Network.of(spec, parameters).parameterArray();
            return this;
        }

        /** The trainer. */
        public Trainer build() {
            return new Trainer(this);
        }
    }
}
