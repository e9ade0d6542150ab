package dev.clv.nn.train;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.pool.WorkerPool;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@code train}: its epochs and batches, the weights it keeps, and when it stops. Its {@link Steps} do the
 * computing.
 */
final class TrainingRun {

    /** How many times (1 + its size at the start) the loss may grow before that counts as an explosion. */
    private static final double EXPLOSION = 1e4;

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final Trainer config;
    private final NetworkSpec spec;
    private final TrainingData data;
    private final @Nullable TrainingData validation;
    private final double meanWeight;
    private final @Nullable Checkpoint resumed;
    private final long rowsFingerprint; // 0 unless checkpoints need it

    private final int[] order; // of the rows in the epoch at work
    private final Steps steps;
    private final double[] best;
    private final double[] epochStart;
    private final double[] lastGood; // the start of the last epoch that ended well
    private double[] losses = new double[64]; // of the finished epochs, for the schedule
    private @Nullable StopReason stop; // once asked for
    private boolean interrupted;
    private long startTime;

    TrainingRun(Trainer config, TrainingData data, @Nullable TrainingData validation, @Nullable Checkpoint resumed) {
        this.config = config;
        this.spec = config.spec;
        this.data = data;
        this.validation = validation;
        data.checkFits("training data", spec);
        if (validation != null) {
            validation.checkFits("validation data", spec);
        }
        this.resumed = resumed;
        meanWeight = data.meanWeight();
        rowsFingerprint = resumed == null && config.checkpoints == null
                ? 0
                : SplitMix.mix(data.fingerprint(), validation == null ? 0 : validation.fingerprint());
        order = new int[data.size()];
        if (resumed == null) {
            double[] start = config.start == null ? StartingWeights.of(spec, data, config.seed) : config.start.clone();
            steps = Steps.of(config, data, validation, order, start, null);
            best = start.clone();
            epochStart = start.clone();
            lastGood = start;
        } else {
            resumed.requireSame(config.settings(), config.seed, rowsFingerprint);
            steps = Steps.of(config, data, validation, order, resumed.weights(), resumed.state());
            resumed.requireSame(steps.precision());
            if (!resumed.kernels().equals(steps.kernels())) {
                LOG.warn(
                        "resuming with kernels {} a training that began with {}: the result will agree with an "
                                + "uninterrupted run within rounding, not bit by bit",
                        steps.kernels(),
                        resumed.kernels());
            }
            best = resumed.best().clone();
            epochStart = resumed.weights().clone();
            lastGood = resumed.lastGood().clone();
        }
    }

    TrainingResult run() {
        try (WorkerPool pool = new WorkerPool(config.threads, config.executor, () -> stopAsked() != null)) {
            TrainingResult result = run(pool);
            if (interrupted) {
                throw new CancellationException("training was interrupted after "
                        + result.epochs().size()
                        + " finished epoch(s) and its result discarded; use stopWhen to keep the best weights so far");
            }
            return result;
        }
    }

    private TrainingResult run(WorkerPool pool) {
        startTime = config.clock.getAsLong();
        double startLoss = resumed == null ? meanLoss(pool, false) : resumed.startLoss();
        if (stop != null) {
            return result(List.of(), 0, stop);
        }
        if (!Double.isFinite(startLoss)) {
            throw diverged("the loss of the starting weights is " + startLoss, 0, 0, steps.firstNonFiniteLayer());
        }
        double ceiling = startLoss + EXPLOSION * (1 + Math.abs(startLoss));
        List<Epoch> epochs = new ArrayList<>(resumed == null ? List.of() : resumed.epochs());
        double bestLoss = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        for (Epoch done : epochs) {
            recordLoss(done);
            if (done.best()) {
                bestEpoch = done.number();
                bestLoss = done.validationLoss();
            }
        }
        StopReason reason =
                epochs.size() - bestEpoch >= config.patience ? StopReason.NO_IMPROVEMENT : StopReason.FINISHED;
        int batches = (order.length + config.batchSize - 1) / config.batchSize;
        for (int epoch = epochs.size() + 1; reason == StopReason.FINISHED && epoch <= config.epochs; epoch++) {
            double trainLoss = trainEpoch(pool, epoch, startLoss, ceiling);
            double[] weights = steps.weights();
            if (stop == null && !allFinite(weights)) {
                throw diverged(
                        "the last step left a parameter that is not finite",
                        epoch,
                        batches,
                        steps.firstNonFiniteLayer());
            }
            double validationLoss = stop != null || validation == null ? Double.NaN : meanLoss(pool, true);
            if (stop != null) {
                return result(epochs, bestEpoch, stop);
            }
            if (validation != null && !Double.isFinite(validationLoss)) {
                throw diverged("the validation loss is " + validationLoss, epoch, batches, steps.firstNonFiniteLayer());
            }
            boolean improved = validation == null || validationLoss < bestLoss;
            if (improved) {
                bestLoss = validationLoss;
                bestEpoch = epoch;
                System.arraycopy(weights, 0, best, 0, best.length);
            }
            System.arraycopy(epochStart, 0, lastGood, 0, lastGood.length);
            System.arraycopy(weights, 0, epochStart, 0, epochStart.length);
            Epoch done = new Epoch(epoch, trainLoss, validationLoss, improved);
            epochs.add(done);
            recordLoss(done);
            if (config.checkpoints != null) {
                config.checkpoints.accept(checkpoint(startLoss, epochs));
            }
            if (!config.listener.onEpoch(done, () -> Network.of(spec, weights))) {
                reason = StopReason.STOPPED;
            } else if (epoch - bestEpoch >= config.patience) {
                reason = StopReason.NO_IMPROVEMENT;
            }
        }
        double endLoss = validation == null ? meanLoss(pool, false) : startLoss;
        if (stop == null && !(endLoss <= ceiling)) {
            throw diverged(
                    "the training loss exploded from " + startLoss + " in the last steps",
                    epochs.size(),
                    batches,
                    steps.layerOfLargestGradient());
        }
        return result(epochs, bestEpoch, reason);
    }

    /** Returns the mean loss over all rows; undefined if training was told to {@link #stop}. */
    private double trainEpoch(WorkerPool pool, int epoch, double startLoss, double ceiling) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        long epochSeed = SplitMix.mix(config.seed, epoch);
        new SplitMix(epochSeed).shuffle(order);
        long stepsPerEpoch = (order.length + config.batchSize - 1L) / config.batchSize;
        long step = stepsPerEpoch * (epoch - 1);
        double lossSum = 0;
        int batch = 0;
        for (int from = 0; from < order.length && stopAsked() == null; from += config.batchSize) {
            batch++;
            int rows = Math.min(config.batchSize, order.length - from);
            long noise = SplitMix.mix(epochSeed, batch);
            double factor = config.schedule.factor(step++, stepsPerEpoch * config.epochs, losses, epoch - 1);
            try {
                lossSum += steps.step(pool, from, rows, noise, step, config.optimizer.learningRate() * factor);
            } catch (NotFiniteException e) {
                if (stop == null) {
                    throw diverged(e.what(), epoch, batch, e.layer());
                }
            }
            if (stop == null && lossSum > ceiling * meanWeight * order.length) {
                throw diverged(
                        "the training loss exploded from " + startLoss + " to "
                                + lossSum / (meanWeight * (from + rows)),
                        epoch,
                        batch,
                        steps.layerOfLargestGradient());
            }
        }
        return lossSum / (meanWeight * order.length);
    }

    /** Keeps the loss that schedules look at. */
    private void recordLoss(Epoch done) {
        if (done.number() > losses.length) {
            losses = Arrays.copyOf(losses, 2 * done.number());
        }
        losses[done.number() - 1] = validation == null ? done.trainLoss() : done.validationLoss();
    }

    private Checkpoint checkpoint(double startLoss, List<Epoch> epochs) {
        return new Checkpoint(
                config.settings(),
                steps.precision(),
                steps.kernels(),
                config.seed,
                rowsFingerprint,
                startLoss,
                epochs,
                steps.weights(),
                best,
                lastGood,
                steps.state());
    }

    /** Why training must end here; null if it continues. Called on the calling thread only. */
    private @Nullable StopReason stopAsked() {
        if (stop == null && config.stopSignal.getAsBoolean()) {
            stop = StopReason.STOPPED;
        }
        if (stop == null && config.clock.getAsLong() - startTime >= config.timeLimit) {
            stop = StopReason.TIME_LIMIT;
        }
        if (stop == null && Thread.currentThread().isInterrupted()) {
            stop = StopReason.STOPPED;
            interrupted = true;
        }
        return stop;
    }

    private TrainingResult result(List<Epoch> epochs, int bestEpoch, StopReason reason) {
        return new TrainingResult(Network.of(spec, best), epochs, bestEpoch, reason);
    }

    /**
     * The mean loss of all training or validation rows under the present weights; undefined if training was told to
     * {@link #stop}.
     */
    private double meanLoss(WorkerPool pool, boolean ofValidation) {
        TrainingData rows = ofValidation && validation != null ? validation : data;
        return steps.measure(pool, ofValidation) / rows.totalWeight();
    }

    private DivergenceException diverged(String what, int epoch, int batch, String layer) {
        double[] kept = validation == null ? lastGood : best;
        return new DivergenceException(
                "training diverged "
                        + (epoch == 0 ? "before its first step" : "in epoch " + epoch + ", batch " + batch)
                        + ", at layer '" + layer + "': " + what
                        + "; lower the learning rate (" + config.optimizer.learningRate()
                        + "), clip the gradient or scale the inputs",
                Network.of(spec, kept),
                epoch,
                batch,
                layer);
    }

    private static boolean allFinite(double[] numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }
}
