package dev.clv.nn.train;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.Pass;
import dev.clv.nn.Skip;
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

    private final IntConsumer chunkTask = this::chunkPass;
    private final IntConsumer reduceTask = this::reduce;
    private final IntConsumer evaluateTask = this::evaluateChunks;

    TrainingRun(Trainer config, TrainingData data, @Nullable TrainingData validation) {
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
        parameters = spec.initialParameters(config.seed);
        startBiases();
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
        meanWeight = sum(data.weights()) / data.size();

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

    /** The output bias starts at the best constant prediction, less what skips and offsets already bring on average. */
    private void startBiases() {
        int last = spec.layers().size() - 1;
        String name = spec.layerNames().get(last) + ".bias";
        for (ParameterSlot slot : spec.slots()) {
            if (slot.name().equals(name) && slot.shape().size() == loss.outputs()) {
                double[] start = loss.initialOutputs(data.y(), data.weights());
                subtractMeanBypass(start);
                System.arraycopy(start, 0, parameters, slot.at(), start.length);
            }
        }
    }

    private void subtractMeanBypass(double[] start) {
        double[] x = new double[spec.inputs()];
        double[] offsets = new double[spec.offsetOutputs().size()];
        double total = sum(data.weights());
        for (int row = 0; row < data.size(); row++) {
            data.copyRow(row, 0, x, offsets);
            double share = data.weights()[row] / total;
            for (Skip skip : spec.skips()) {
                start[skip.output()] -= share * skip.initialWeight() * x[skip.column()];
            }
            for (int f = 0; f < offsets.length; f++) {
                start[spec.offsetOutputs().get(f)] -= share * offsets[f];
            }
        }
    }

    TrainingResult run() {
        try (Crew crew = new Crew(config.threads, config.executor)) {
            return run(crew);
        }
    }

    private TrainingResult run(Crew crew) {
        double startLoss = evaluate(crew, data);
        if (!Double.isFinite(startLoss)) {
            throw diverged(
                    "the loss of the starting weights is " + startLoss,
                    0,
                    0,
                    Fault.layer(spec, parameters, gradient, passes));
        }
        double ceiling = startLoss + EXPLOSION * (1 + Math.abs(startLoss));
        List<Epoch> epochs = new ArrayList<>();
        double bestLoss = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        StopReason reason = StopReason.FINISHED;
        long step = 0;
        long stepsPerEpoch = (order.length + config.batchSize - 1L) / config.batchSize;
        long steps = stepsPerEpoch * config.epochs;
        for (int epoch = 1; epoch <= config.epochs; epoch++) {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            long epochSeed = SplitMix.mix(config.seed, epoch);
            new SplitMix(epochSeed).shuffle(order);
            double lossSum = 0;
            int batch = 0;
            for (batchFrom = 0; batchFrom < order.length; batchFrom += config.batchSize) {
                if (config.stopSignal.getAsBoolean()) {
                    return result(epochs, bestEpoch, StopReason.STOPPED);
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
            if (validation != null && !Double.isFinite(validationLoss)) {
                throw diverged(
                        "the validation loss is " + validationLoss,
                        epoch,
                        batch,
                        Fault.layer(spec, parameters, gradient, passes));
            }
            if (epoch > losses.length) {
                losses = Arrays.copyOf(losses, 2 * losses.length);
            }
            losses[epoch - 1] = validation == null ? trainLoss : validationLoss;
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
            if (!config.listener.onEpoch(done)) {
                reason = StopReason.STOPPED;
                break;
            }
            if (epoch - bestEpoch >= config.patience) {
                reason = StopReason.NO_IMPROVEMENT;
                break;
            }
        }
        if (validation == null && !(evaluate(crew, data) <= ceiling)) {
            throw diverged(
                    "the training loss exploded from " + startLoss + " in the last steps",
                    epochs.size(),
                    (int) stepsPerEpoch,
                    layerOfLargestGradient());
        }
        return result(epochs, bestEpoch, reason);
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

    /** Adds the gradient of the L2 penalty and returns the gradient's squared norm. */
    private double addPenalty() {
        if (config.l2 > 0) {
            for (int s = 0; s < spec.slots().size(); s++) {
                ParameterSlot slot = spec.slots().get(s);
                if (slot.shape().decays()) {
                    for (int i = slot.at(); i < slot.at() + slot.shape().size(); i++) {
                        gradient[i] += config.l2 * parameters[i];
                    }
                }
            }
        }
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
    }

    /** The mean loss of these rows under the present weights. */
    private double evaluate(Crew crew, TrainingData rows) {
        if (floats != null) {
            return floats.measure(crew, rows == validation) / sum(rows.weights());
        }
        evaluating = rows;
        crew.run(passes.length, evaluateTask);
        double sum = 0;
        for (int c = 0; c < chunksOf(rows.size()); c++) {
            sum += evaluated[c];
        }
        return sum / sum(rows.weights());
    }

    private void evaluateChunks(int slot) {
        Pass pass = passes[slot];
        TrainingData rows = evaluating;
        int all = chunksOf(rows.size());
        for (int chunk = slot; chunk < all; chunk += passes.length) {
            int from = chunk * CHUNK;
            int count = Math.min(CHUNK, rows.size() - from);
            for (int b = 0; b < count; b++) {
                rows.copyRow(from + b, b, pass.x(), pass.offsets());
            }
            double[] z = pass.forward(count, parameters);
            double sum = 0;
            for (int b = 0; b < count; b++) {
                sum += rows.weights()[from + b]
                        * loss.value(z, b * loss.outputs(), rows.y(), (from + b) * loss.labels());
            }
            evaluated[chunk] = sum;
        }
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

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }
}
