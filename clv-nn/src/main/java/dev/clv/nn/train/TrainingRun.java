package dev.clv.nn.train;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.Pass;
import dev.clv.nn.kernel.Noise;
import dev.clv.nn.kernel.SplitMix;
import dev.clv.nn.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code train}: all that changes while it runs. A batch is cut into chunks of {@link #CHUNK} rows; each chunk has its own
 * {@link Pass} and gradient, and the gradients are added in the order of the chunks, so the number of threads changes nothing.
 */
final class TrainingRun {

    /** Rows per chunk. */
    static final int CHUNK = Noise.CHUNK;

    /** Parameters added up per task, enough to be worth a task. */
    private static final int REDUCE = 4096;

    /** How many times (1 + its size at the start) the loss may grow before that counts as an explosion. */
    private static final double EXPLOSION = 1e4;

    private final Trainer config;
    private final NetworkSpec spec;
    private final Loss loss;
    private final TrainingData data;
    private final @Nullable TrainingData validation;

    private final double[] parameters;
    private final double[] gradient;
    private final double[] state;
    private final int[] stateAt;
    private final double[] best;
    private final double[] epochStart;
    private final double[] lastGood; // confirmed by a whole epoch that started from them
    private final double meanWeight;
    private final @Nullable Checkpoint resumed;
    private final long rowsFingerprint; // 0 unless checkpoints need it
    private @Nullable StopReason stop; // once asked for
    private long startTime;

    private final @Nullable FloatSteps floats; // instead of the passes, when training in float
    private final Pass[] passes; // one per chunk of a batch, as the next two
    private final double[][] chunkGradients;
    private final double[] chunkLoss;
    private final int[] order;
    private double[] losses = new double[64]; // of the finished epochs, for the schedule
    private final double[] evaluated; // loss sums of the chunks of a whole data set

    // The batch at work, read by the tasks.
    private int batchFrom;
    private int batchRows;
    private int chunks;
    private long batchNoise;
    private TrainingData evaluating;
    private int evaluateFrom; // the first chunk at work

    private final IntConsumer chunkTask = this::chunkPass;
    private final IntConsumer reduceTask = this::reduce;
    private final IntConsumer evaluateTask = this::evaluateChunk;

    TrainingRun(Trainer config, TrainingData data, @Nullable TrainingData validation, @Nullable Checkpoint resumed) {
        this.config = config;
        this.spec = config.spec;
        this.loss = spec.loss();
        this.data = data;
        this.validation = validation;
        this.evaluating = data;
        data.checkFits("training data", spec);
        if (validation != null) {
            validation.checkFits("validation data", spec);
        }
        this.resumed = resumed;
        rowsFingerprint = resumed == null && config.checkpoints == null
                ? 0
                : SplitMix.mix(data.fingerprint(), validation == null ? 0 : validation.fingerprint());
        if (resumed != null) {
            resumed.requireSame(config.settings(), config.seed, rowsFingerprint);
        }
        parameters = StartingWeights.of(spec, data, config.seed);
        gradient = new double[parameters.length];
        stateAt = new int[spec.slots().size() + 1];
        for (int s = 0; s < spec.slots().size(); s++) {
            int size = config.optimizer.stateSize(spec.slots().get(s).shape());
            stateAt[s + 1] = Math.addExact(stateAt[s], size);
        }
        state = new double[stateAt[spec.slots().size()]];
        best = parameters.clone();
        epochStart = parameters.clone();
        lastGood = parameters.clone();
        if (resumed != null) {
            System.arraycopy(resumed.weights(), 0, parameters, 0, parameters.length);
            System.arraycopy(resumed.weights(), 0, epochStart, 0, parameters.length);
            System.arraycopy(resumed.best(), 0, best, 0, best.length);
            System.arraycopy(resumed.lastGood(), 0, lastGood, 0, lastGood.length);
            System.arraycopy(resumed.state(), 0, state, 0, state.length);
        }
        meanWeight = data.totalWeight() / data.size();

        order = new int[data.size()];
        floats = FloatSteps.of(config, data, validation, order, parameters).orElse(null);
        int most = floats == null ? chunksOf(Math.min(config.batchSize, data.size())) : 0;
        int rows = Math.min(CHUNK, data.size());
        if (validation != null) {
            rows = Math.min(CHUNK, Math.max(rows, validation.size()));
        }
        passes = new Pass[most];
        chunkGradients = new double[most][parameters.length];
        for (int c = 0; c < most; c++) {
            passes[c] = Pass.of(spec, rows);
        }
        chunkLoss = new double[most];
        evaluated = new double[chunksOf(Math.max(data.size(), validation == null ? 0 : validation.size()))];
    }

    TrainingResult run() {
        try (Crew crew = new Crew(config.threads, config.executor)) {
            return run(crew);
        }
    }

    private TrainingResult run(Crew crew) {
        startTime = config.clock.getAsLong();
        double startLoss = resumed == null ? evaluate(crew, data) : resumed.startLoss();
        if (stop != null) {
            return result(List.of(), 0, stop);
        }
        if (!Double.isFinite(startLoss)) {
            throw diverged(
                    "the loss of the starting weights is " + startLoss,
                    0,
                    0,
                    Fault.layer(spec, parameters, gradient, passes));
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
        long stepsPerEpoch = (order.length + config.batchSize - 1L) / config.batchSize;
        long step = stepsPerEpoch * epochs.size();
        long steps = stepsPerEpoch * config.epochs;
        for (int epoch = epochs.size() + 1; reason == StopReason.FINISHED && epoch <= config.epochs; epoch++) {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            long epochSeed = SplitMix.mix(config.seed, epoch);
            new SplitMix(epochSeed).shuffle(order);
            double lossSum = 0;
            int batch = 0;
            for (batchFrom = 0; batchFrom < order.length; batchFrom += config.batchSize) {
                StopReason asked = stopAsked();
                if (asked != null) {
                    return result(epochs, bestEpoch, asked);
                }
                batch++;
                batchRows = Math.min(config.batchSize, order.length - batchFrom);
                batchNoise = SplitMix.mix(epochSeed, batch);
                double factor = config.schedule.factor(step++, steps, losses, epoch - 1);
                lossSum += floats == null
                        ? batchGradient(crew, epoch, batch)
                        : floatStep(crew, floats, epoch, batch, step, factor);
                if (lossSum > ceiling * meanWeight * order.length) {
                    throw diverged(
                            "the training loss exploded from " + startLoss + " to "
                                    + lossSum / (meanWeight * (batchFrom + batchRows)),
                            epoch,
                            batch,
                            layerOfLargestGradient());
                }
                if (floats == null) {
                    update(step, factor);
                }
            }
            if (floats != null) {
                floats.copyTo(parameters, gradient);
            }
            double trainLoss = lossSum / (meanWeight * order.length);
            if (!allFinite(parameters)) {
                throw diverged(
                        "the last step left a parameter that is not finite",
                        epoch,
                        batch,
                        Fault.layer(spec, parameters, gradient, passes));
            }
            double validationLoss = validation == null ? Double.NaN : evaluate(crew, validation);
            if (stop != null) {
                return result(epochs, bestEpoch, stop);
            }
            if (validation != null && !Double.isFinite(validationLoss)) {
                throw diverged(
                        "the validation loss is " + validationLoss,
                        epoch,
                        batch,
                        Fault.layer(spec, parameters, gradient, passes));
            }
            boolean improved = validation == null || validationLoss < bestLoss;
            if (improved) {
                bestLoss = validationLoss;
                bestEpoch = epoch;
                System.arraycopy(parameters, 0, best, 0, best.length);
            }
            System.arraycopy(epochStart, 0, lastGood, 0, lastGood.length);
            System.arraycopy(parameters, 0, epochStart, 0, epochStart.length);
            Epoch done = new Epoch(epoch, trainLoss, validationLoss, improved);
            epochs.add(done);
            recordLoss(done);
            if (config.checkpoints != null) {
                config.checkpoints.accept(checkpoint(startLoss, epochs));
            }
            if (!config.listener.onEpoch(done, () -> Network.of(spec, parameters))) {
                reason = StopReason.STOPPED;
                break;
            }
            if (epoch - bestEpoch >= config.patience) {
                reason = StopReason.NO_IMPROVEMENT;
            }
        }
        double endLoss = validation == null ? evaluate(crew, data) : startLoss;
        if (stop == null && !(endLoss <= ceiling)) {
            throw diverged(
                    "the training loss exploded from " + startLoss + " in the last steps",
                    epochs.size(),
                    (int) stepsPerEpoch,
                    layerOfLargestGradient());
        }
        return result(epochs, bestEpoch, reason);
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
                config.settings(), config.seed, rowsFingerprint, startLoss, epochs, parameters, best, lastGood, state);
    }

    /** Why training must end here; null if it must not. */
    private @Nullable StopReason stopAsked() {
        if (stop == null && config.stopSignal.getAsBoolean()) {
            stop = StopReason.STOPPED;
        }
        if (stop == null && config.clock.getAsLong() - startTime >= config.timeLimit) {
            stop = StopReason.TIME_LIMIT;
        }
        return stop;
    }

    private TrainingResult result(List<Epoch> epochs, int bestEpoch, StopReason reason) {
        return new TrainingResult(Network.of(spec, best), epochs, bestEpoch, reason);
    }

    /** Fills {@link #gradient} with that of the batch's mean loss; returns the batch's weighted loss sum. */
    private double batchGradient(Crew crew, int epoch, int batch) {
        chunks = chunksOf(batchRows);
        crew.run(chunks, chunkTask);
        crew.run((gradient.length + REDUCE - 1) / REDUCE, reduceTask);
        double lossSum = 0;
        for (int c = 0; c < chunks; c++) {
            lossSum += chunkLoss[c];
        }
        double squares = addPenalty();
        if (!Double.isFinite(lossSum) || !Double.isFinite(squares)) {
            throw diverged(
                    Double.isFinite(lossSum) ? "the gradient is not finite" : "the loss is " + lossSum,
                    epoch,
                    batch,
                    Fault.layer(spec, parameters, gradient, passes));
        }
        double norm = Math.sqrt(squares);
        if (norm > config.clipNorm) {
            double scale = config.clipNorm / norm;
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
        }
        return lossSum;
    }

    /** The whole step in float; returns the batch's weighted loss sum. */
    private double floatStep(Crew crew, FloatSteps steps, int epoch, int batch, long step, double factor) {
        double share = 1 / (batchRows * meanWeight);
        double rate = config.optimizer.learningRate() * factor;
        double lossSum = steps.step(crew, batchFrom, batchRows, share, batchNoise, step, rate);
        if (!Double.isFinite(lossSum)) {
            String layer = steps.firstNonFiniteLayer();
            steps.copyTo(parameters, gradient);
            throw diverged(
                    "the loss is " + lossSum,
                    epoch,
                    batch,
                    layer != null ? layer : Fault.layer(spec, parameters, gradient, passes));
        }
        return lossSum;
    }

    /** Forward and backward of one chunk of the batch. */
    private void chunkPass(int chunk) {
        Pass pass = passes[chunk];
        int from = batchFrom + chunk * CHUNK;
        int rows = Math.min(CHUNK, batchFrom + batchRows - from);
        for (int b = 0; b < rows; b++) {
            data.copyRow(order[from + b], b, pass.x(), pass.offsets());
        }
        double[] z = pass.forwardTraining(rows, parameters, SplitMix.mix(batchNoise, chunk));
        double[] dz = pass.dz();
        int outputs = loss.outputs();
        int labels = loss.labels();
        double share = 1 / (batchRows * meanWeight);
        double sum = 0;
        for (int b = 0; b < rows; b++) {
            int row = order[from + b];
            double weight = data.weights()[row];
            sum += weight * loss.gradient(z, b * outputs, data.y(), row * labels, dz);
            for (int k = b * outputs; k < (b + 1) * outputs; k++) {
                dz[k] *= weight * share;
            }
        }
        chunkLoss[chunk] = sum;
        Arrays.fill(chunkGradients[chunk], 0);
        pass.backward(rows, parameters, chunkGradients[chunk], false);
    }

    /** One stretch of the gradient, added up in the order of the chunks. */
    private void reduce(int stretch) {
        int from = stretch * REDUCE;
        int to = Math.min(from + REDUCE, gradient.length);
        System.arraycopy(chunkGradients[0], from, gradient, from, to - from);
        for (int c = 1; c < chunks; c++) {
            double[] part = chunkGradients[c];
            for (int i = from; i < to; i++) {
                gradient[i] += part[i];
            }
        }
    }

    /** Adds the gradient of the penalties and returns the gradient's squared norm. */
    private double addPenalty() {
        config.penalties.addTo(gradient, parameters, spec);
        double squares = 0;
        for (double g : gradient) {
            squares += g * g;
        }
        return squares;
    }

    private void update(long step, double factor) {
        double rate = config.optimizer.learningRate() * factor;
        for (int s = 0; s < spec.slots().size(); s++) {
            ParameterSlot slot = spec.slots().get(s);
            config.optimizer.update(slot.shape(), parameters, gradient, slot.at(), state, stateAt[s], step, rate);
        }
        config.penalties.limit(parameters, spec);
    }

    /** The mean loss of these rows under the present weights; of no meaning when training must {@link #stop}. */
    private double evaluate(Crew crew, TrainingData rows) {
        if (floats != null) {
            return floats.measure(crew, rows == validation, () -> stopAsked() != null) / rows.totalWeight();
        }
        evaluating = rows;
        int all = chunksOf(rows.size());
        for (evaluateFrom = 0; evaluateFrom < all; evaluateFrom += passes.length) {
            if (stopAsked() != null) {
                return Double.NaN;
            }
            crew.run(Math.min(passes.length, all - evaluateFrom), evaluateTask);
        }
        double sum = 0;
        for (int c = 0; c < all; c++) {
            sum += evaluated[c];
        }
        return sum / rows.totalWeight();
    }

    private void evaluateChunk(int slot) {
        Pass pass = passes[slot];
        TrainingData rows = evaluating;
        int from = (evaluateFrom + slot) * CHUNK;
        int count = Math.min(CHUNK, rows.size() - from);
        for (int b = 0; b < count; b++) {
            rows.copyRow(from + b, b, pass.x(), pass.offsets());
        }
        double[] z = pass.forward(count, parameters);
        double sum = 0;
        for (int b = 0; b < count; b++) {
            sum += rows.weights()[from + b] * loss.value(z, b * loss.outputs(), rows.y(), (from + b) * loss.labels());
        }
        evaluated[evaluateFrom + slot] = sum;
    }

    private String layerOfLargestGradient() {
        if (floats != null) {
            floats.copyTo(parameters, gradient);
        }
        return Fault.layerOfLargestGradient(spec, gradient);
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

    private static int chunksOf(int rows) {
        return (rows + CHUNK - 1) / CHUNK;
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
