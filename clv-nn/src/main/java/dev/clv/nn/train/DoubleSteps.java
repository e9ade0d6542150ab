package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Pass;
import dev.clv.nn.internal.noise.DropoutNoise;
import dev.clv.nn.internal.pool.WorkerPool;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * Steps in double, layer by layer. A batch is cut into chunks of {@link #CHUNK} rows, which are computed in waves of up
 * to {@link #WAVE}; each chunk of a wave has its own {@link Pass} and gradients, and the gradients are added in the
 * order of the chunks. So the number of threads changes nothing, and the memory does not grow with the batch.
 */
final class DoubleSteps implements Steps {

    /** Rows per chunk. */
    static final int CHUNK = DropoutNoise.CHUNK;

    /**
     * The most chunks computed at once: enough for as many threads to be busy, few enough to keep a gradient for each.
     */
    static final int WAVE = 16;

    /** Gradients added up per task, enough to be worth a task. */
    private static final int REDUCE = 4096;

    private final Trainer config;
    private final NetworkSpec spec;
    private final Loss loss;
    private final TrainingData data;
    private final @Nullable TrainingData validation;
    private final int[] order;
    private final double meanWeight;

    private final List<ParameterShape> shapes;
    private final NamedMatrices parameters;
    private final double[] weights; // the same in one array, when asked for
    private final NamedMatrices gradients;
    private final NamedMatrices[] states; // of each parameter
    private final List<List<Stretch>> stretches; // of the gradients, by task
    private final Chunk[] chunks; // of a wave
    private final double[] scratch;
    private final double[] measured; // loss sums of the chunks of a whole data set

    // The batch at work, read by the tasks.
    private int batchFrom;
    private int batchRows;
    private int wave; // its first chunk
    private int waveChunks;
    private long batchNoise;
    private TrainingData measuring;
    private int measureFrom; // the first chunk at work

    private final Workers.Task chunkTask = (worker, chunk) -> trainChunk(chunk);
    private final Workers.Task reduceTask = (worker, task) -> reduce(task);
    private final Workers.Task measureTask = (worker, chunk) -> measureChunk(chunk);

    DoubleSteps(
            Trainer config,
            TrainingData data,
            @Nullable TrainingData validation,
            int[] order,
            double[] weights,
            double @Nullable [] state) {
        this.config = config;
        this.spec = config.spec;
        this.loss = spec.loss();
        this.data = data;
        this.validation = validation;
        this.order = order;
        this.measuring = data;
        meanWeight = data.meanWeight();
        shapes = spec.parameterShapes();
        this.weights = weights.clone();
        parameters = spec.matrices(weights);
        gradients = spec.zeros();
        states = shapes.stream().map(config.optimizer::newState).toArray(NamedMatrices[]::new);
        if (state != null) {
            loadState(state);
        }
        stretches = stretches(shapes);
        scratch = new double
                [shapes.stream().mapToInt(ParameterShape::columns).max().orElse(0)];
        int most = Math.min(chunksOf(Math.min(config.batchSize, data.size())), WAVE);
        int largest = Math.max(data.size(), validation == null ? 0 : validation.size());
        chunks = new Chunk[most];
        Arrays.setAll(chunks, c -> new Chunk(spec, Math.min(CHUNK, largest)));
        measured = new double[chunksOf(largest)];
    }

    private static int chunksOf(int rows) {
        return (rows + CHUNK - 1) / CHUNK;
    }

    /** Some numbers of the gradient of one parameter. */
    private record Stretch(int parameter, int from, int to) {}

    /** All gradients, as many numbers for each task. */
    private static List<List<Stretch>> stretches(List<ParameterShape> shapes) {
        List<List<Stretch>> tasks = new ArrayList<>();
        int room = 0; // in the last task
        for (int p = 0; p < shapes.size(); p++) {
            int size = shapes.get(p).size();
            for (int from = 0; from < size; ) {
                if (room == 0) {
                    tasks.add(new ArrayList<>());
                    room = REDUCE;
                }
                int to = Math.min(from + room, size);
                tasks.get(tasks.size() - 1).add(new Stretch(p, from, to));
                room -= to - from;
                from = to;
            }
        }
        return List.copyOf(tasks);
    }

    /** A few rows on their way through the network, and the gradients they cause. */
    private static final class Chunk {

        private final Pass pass;
        private final NamedMatrices gradients;
        private final DMatrixRMaj y;
        private final DMatrixRMaj losses;
        private final LossMemory memory;
        private double lossSum;

        Chunk(NetworkSpec spec, int capacity) {
            pass = Pass.of(spec, capacity);
            gradients = spec.zeros();
            y = new DMatrixRMaj(capacity, spec.loss().labels());
            losses = new DMatrixRMaj(capacity, 1);
            memory = spec.loss().memory(capacity);
        }

        void begin(int rows) {
            pass.begin(rows);
            y.reshape(rows, y.numCols);
            losses.reshape(rows, 1);
        }

        void copyRow(TrainingData data, int row, int to) {
            data.copyRow(row, to, pass.x(), y, pass.offsets());
        }
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
        int count = chunksOf(rows);
        double lossSum = 0;
        for (wave = 0; wave < count; wave += WAVE) {
            waveChunks = Math.min(WAVE, count - wave);
            pool.run(waveChunks, chunkTask);
            pool.run(stretches.size(), reduceTask);
            for (int c = 0; c < waveChunks; c++) {
                lossSum += chunks[c].lossSum;
            }
            if (!Double.isFinite(lossSum)) {
                // Now, while the passes still hold what happened.
                throw new NotFiniteException("the loss is " + lossSum, firstNonFiniteLayer());
            }
        }
        config.regularization.addTo(gradients, parameters, shapes);
        double squares = squares();
        if (!Double.isFinite(squares)) {
            throw new NotFiniteException("the gradient is not finite", firstNonFiniteLayer());
        }
        clip(Math.sqrt(squares));
        update(step, rate);
        return lossSum;
    }

    /** Forward and backward of one chunk of the wave. */
    private void trainChunk(int slot) {
        Chunk chunk = chunks[slot];
        int number = wave + slot;
        int from = batchFrom + number * CHUNK;
        int rows = Math.min(CHUNK, batchFrom + batchRows - from);
        chunk.begin(rows);
        for (int b = 0; b < rows; b++) {
            chunk.copyRow(data, order[from + b], b);
        }
        Pass pass = chunk.pass;
        pass.forwardTraining(parameters, SplitMix.mix(batchNoise, number));
        loss.gradient(pass.z(), chunk.y, chunk.losses, pass.dz(), chunk.memory);
        double share = 1 / (batchRows * meanWeight);
        double sum = 0;
        for (int b = 0; b < rows; b++) {
            double weight = data.weights()[order[from + b]];
            sum += weight * chunk.losses.data[b];
            CommonOps_DDRM.scaleRow(weight * share, pass.dz(), b);
        }
        chunk.lossSum = sum;
        chunk.gradients.zero();
        pass.backward(parameters, chunk.gradients, false);
    }

    /** The gradients of one task: the wave's, added to those before it in the order of the chunks. */
    private void reduce(int task) {
        for (int i = 0; i < stretches.get(task).size(); i++) {
            reduce(stretches.get(task).get(i));
        }
    }

    private void reduce(Stretch stretch) {
        int from = stretch.from;
        int to = stretch.to;
        double[] sum = gradients.get(stretch.parameter).data;
        int first = 0;
        if (wave == 0) {
            System.arraycopy(chunks[0].gradients.get(stretch.parameter).data, from, sum, from, to - from);
            first = 1;
        }
        for (int c = first; c < waveChunks; c++) {
            double[] part = chunks[c].gradients.get(stretch.parameter).data;
            for (int i = from; i < to; i++) {
                sum[i] += part[i];
            }
        }
    }

    private double squares() {
        double squares = 0;
        for (int p = 0; p < gradients.count(); p++) {
            DMatrixRMaj g = gradients.get(p);
            for (int i = 0; i < g.getNumElements(); i++) {
                squares += g.data[i] * g.data[i];
            }
        }
        return squares;
    }

    private void clip(double norm) {
        if (norm > config.clipNorm) {
            for (int p = 0; p < gradients.count(); p++) {
                CommonOps_DDRM.scale(config.clipNorm / norm, gradients.get(p));
            }
        }
    }

    private void update(long step, double rate) {
        for (int p = 0; p < shapes.size(); p++) {
            config.optimizer.update(shapes.get(p), parameters.get(p), gradients.get(p), states[p], step, rate);
        }
        config.regularization.limit(parameters, shapes, scratch);
    }

    @Override
    public double measure(WorkerPool pool, boolean ofValidation) {
        measuring = ofValidation && validation != null ? validation : data;
        int all = chunksOf(measuring.size());
        for (measureFrom = 0; measureFrom < all; measureFrom += chunks.length) {
            pool.run(Math.min(chunks.length, all - measureFrom), measureTask);
        }
        double sum = 0;
        for (int c = 0; c < all; c++) {
            sum += measured[c];
        }
        return sum;
    }

    private void measureChunk(int slot) {
        Chunk chunk = chunks[slot];
        int from = (measureFrom + slot) * CHUNK;
        int rows = Math.min(CHUNK, measuring.size() - from);
        chunk.begin(rows);
        for (int b = 0; b < rows; b++) {
            chunk.copyRow(measuring, from + b, b);
        }
        loss.value(chunk.pass.forward(parameters), chunk.y, chunk.losses, chunk.memory);
        double sum = 0;
        for (int b = 0; b < rows; b++) {
            sum += measuring.weights()[from + b] * chunk.losses.data[b];
        }
        measured[measureFrom + slot] = sum;
    }

    @Override
    public double[] weights() {
        parameters.store(weights, 0);
        return weights;
    }

    @Override
    public double[] state() {
        double[] all =
                new double[Arrays.stream(states).mapToInt(NamedMatrices::size).sum()];
        int at = 0;
        for (NamedMatrices state : states) {
            state.store(all, at);
            at += state.size();
        }
        return all;
    }

    private void loadState(double[] all) {
        int at = 0;
        for (NamedMatrices state : states) {
            state.load(all, at);
            at += state.size();
        }
    }

    @Override
    public String firstNonFiniteLayer() {
        Pass[] passes = Arrays.stream(chunks).map(chunk -> chunk.pass).toArray(Pass[]::new);
        return DivergedLayer.firstNonFinite(spec, parameters, gradients, passes);
    }

    @Override
    public String layerOfLargestGradient() {
        return DivergedLayer.ofLargestGradient(gradients);
    }
}
