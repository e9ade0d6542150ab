package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.Pass;
import dev.clv.nn.internal.kernel.Noise;
import dev.clv.nn.internal.pool.WorkerPool;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Steps in double, layer by layer. A batch is cut into chunks of {@link #CHUNK} rows, which are computed in waves of up
 * to {@link #WAVE}; each chunk of a wave has its own {@link Pass} and gradient, and the gradients are added in the
 * order of the chunks. So the number of threads changes nothing, and the memory does not grow with the batch.
 */
final class DoubleSteps implements Steps {

    /** Rows per chunk. */
    static final int CHUNK = Noise.CHUNK;

    /**
     * The most chunks computed at once: enough for as many threads to be busy, few enough to keep a gradient for each.
     */
    static final int WAVE = 16;

    /** Parameters added up per task, enough to be worth a task. */
    private static final int REDUCE = 4096;

    private final Trainer config;
    private final NetworkSpec spec;
    private final Loss loss;
    private final TrainingData data;
    private final @Nullable TrainingData validation;
    private final int[] order;
    private final double meanWeight;

    private final double[] parameters;
    private final double[] gradient;
    private final double[] state;
    private final int[] stateAt; // of each slot, and the end
    private final Pass[] passes; // one per chunk of a wave, as the next two
    private final double[][] chunkGradients;
    private final double[] chunkLoss;
    private final double[] measured; // loss sums of the chunks of a whole data set

    // The batch at work, read by the tasks.
    private int batchFrom;
    private int batchRows;
    private int wave; // its first chunk
    private int waveChunks;
    private long batchNoise;
    private TrainingData measuring;
    private int measureFrom; // the first chunk at work

    private final Workers.Task chunkTask = (worker, chunk) -> chunkPass(chunk);
    private final Workers.Task reduceTask = (worker, stretch) -> reduce(stretch);
    private final Workers.Task measureTask = (worker, chunk) -> measureChunk(chunk);

    DoubleSteps(
            Trainer config,
            TrainingData data,
            @Nullable TrainingData validation,
            int[] order,
            double[] parameters,
            double @Nullable [] state) {
        this.config = config;
        this.spec = config.spec;
        this.loss = spec.loss();
        this.data = data;
        this.validation = validation;
        this.order = order;
        this.measuring = data;
        this.parameters = parameters.clone();
        meanWeight = data.meanWeight();
        gradient = new double[parameters.length];
        stateAt = new int[spec.slots().size() + 1];
        for (int s = 0; s < spec.slots().size(); s++) {
            int size = config.optimizer.stateSize(spec.slots().get(s).shape());
            stateAt[s + 1] = Math.addExact(stateAt[s], size);
        }
        this.state = state == null ? new double[stateAt[spec.slots().size()]] : state.clone();
        int most = Math.min(chunksOf(Math.min(config.batchSize, data.size())), WAVE);
        int rows = Math.min(CHUNK, Math.max(data.size(), validation == null ? 0 : validation.size()));
        passes = new Pass[most];
        Arrays.setAll(passes, c -> Pass.of(spec, rows));
        chunkGradients = new double[most][parameters.length];
        chunkLoss = new double[most];
        measured = new double[chunksOf(Math.max(data.size(), validation == null ? 0 : validation.size()))];
    }

    private static int chunksOf(int rows) {
        return (rows + CHUNK - 1) / CHUNK;
    }

    @Override
    public Precision precision() {
        return Precision.DOUBLE;
    }

    @Override
    public String kernels() {
        return "";
    }

    @Override
    public double step(WorkerPool pool, int from, int rows, long noise, long step, double rate)
            throws NotFiniteException {
        batchFrom = from;
        batchRows = rows;
        batchNoise = noise;
        int chunks = chunksOf(rows);
        double lossSum = 0;
        for (wave = 0; wave < chunks; wave += WAVE) {
            waveChunks = Math.min(WAVE, chunks - wave);
            pool.run(waveChunks, chunkTask);
            pool.run((gradient.length + REDUCE - 1) / REDUCE, reduceTask);
            for (int c = 0; c < waveChunks; c++) {
                lossSum += chunkLoss[c];
            }
            if (!Double.isFinite(lossSum)) {
                // Now, while the passes still hold what happened.
                throw new NotFiniteException("the loss is " + lossSum, firstNonFiniteLayer());
            }
        }
        config.penalties.addTo(gradient, parameters, spec);
        double squares = 0;
        for (double g : gradient) {
            squares += g * g;
        }
        if (!Double.isFinite(squares)) {
            throw new NotFiniteException("the gradient is not finite", firstNonFiniteLayer());
        }
        clip(Math.sqrt(squares));
        update(step, rate);
        return lossSum;
    }

    /** Forward and backward of one chunk of the wave. */
    private void chunkPass(int slot) {
        Pass pass = passes[slot];
        int chunk = wave + slot;
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
        chunkLoss[slot] = sum;
        Arrays.fill(chunkGradients[slot], 0);
        pass.backward(rows, parameters, chunkGradients[slot], false);
    }

    /** One stretch of the gradient: the wave's, added to those before it in the order of the chunks. */
    private void reduce(int stretch) {
        int from = stretch * REDUCE;
        int to = Math.min(from + REDUCE, gradient.length);
        int first = 0;
        if (wave == 0) {
            System.arraycopy(chunkGradients[0], from, gradient, from, to - from);
            first = 1;
        }
        for (int c = first; c < waveChunks; c++) {
            double[] part = chunkGradients[c];
            for (int i = from; i < to; i++) {
                gradient[i] += part[i];
            }
        }
    }

    private void clip(double norm) {
        if (norm > config.clipNorm) {
            double scale = config.clipNorm / norm;
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= scale;
            }
        }
    }

    private void update(long step, double rate) {
        for (int s = 0; s < spec.slots().size(); s++) {
            ParameterSlot slot = spec.slots().get(s);
            config.optimizer.update(slot.shape(), parameters, gradient, slot.at(), state, stateAt[s], step, rate);
        }
        config.penalties.limit(parameters, spec, chunkGradients[0]); // which the next step fills anew
    }

    @Override
    public double measure(WorkerPool pool, boolean ofValidation) {
        measuring = ofValidation && validation != null ? validation : data;
        int all = chunksOf(measuring.size());
        for (measureFrom = 0; measureFrom < all; measureFrom += passes.length) {
            pool.run(Math.min(passes.length, all - measureFrom), measureTask);
        }
        double sum = 0;
        for (int c = 0; c < all; c++) {
            sum += measured[c];
        }
        return sum;
    }

    private void measureChunk(int slot) {
        Pass pass = passes[slot];
        TrainingData rows = measuring;
        int from = (measureFrom + slot) * CHUNK;
        int count = Math.min(CHUNK, rows.size() - from);
        for (int b = 0; b < count; b++) {
            rows.copyRow(from + b, b, pass.x(), pass.offsets());
        }
        double[] z = pass.forward(count, parameters);
        double sum = 0;
        for (int b = 0; b < count; b++) {
            sum += rows.weights()[from + b] * loss.value(z, b * loss.outputs(), rows.y(), (from + b) * loss.labels());
        }
        measured[measureFrom + slot] = sum;
    }

    @Override
    public double[] weights() {
        return parameters;
    }

    @Override
    public double[] state() {
        return state;
    }

    @Override
    public String firstNonFiniteLayer() {
        return DivergedLayer.firstNonFinite(spec, parameters, gradient, passes);
    }

    @Override
    public String layerOfLargestGradient() {
        return DivergedLayer.ofLargestGradient(spec, gradient);
    }
}
