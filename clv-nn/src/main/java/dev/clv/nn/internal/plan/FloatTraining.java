package dev.clv.nn.internal.plan;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.FloatPass;
import dev.clv.nn.internal.kernel.KernelProvider;
import dev.clv.nn.internal.kernel.Update;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Regularization;
import dev.clv.nn.optimize.Sgd;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A network in training, in float: its weights, the optimiser's moments and the batch at work. Products, activations
 * and updates are in float; losses, their gradients by the raw outputs, and skips are in double. A step allocates
 * nothing once each worker has taken part in one, but for longer sequences than before. Not thread-safe, but a step may
 * share its work among workers: no bit of the result depends on which worker does what.
 */
public final class FloatTraining {

    /**
     * The number of blocks that a network of many weights takes at once: enough that reading the weights, once for all
     * blocks, does not matter.
     */
    private static final int BLOCKS_AT_ONCE = 4;

    /** The rows of a share of a batch; their activations stay in the second-level cache. */
    private static final int SHARE_ROWS = 2 * FloatBatch.BLOCK;

    /**
     * Up to this many weights, a gradient for each share is cheaper than fetching activations that another core has
     * written.
     */
    private static final int FEW_WEIGHTS = 1 << 16;

    /** The most numbers in the gradients of all shares together; a batch that would need more has one gradient. */
    private static final int MOST_SUMS = 1 << 21;

    private final NetworkSpec spec;
    private final int readers; // the first layers, which read a sequence in one stage
    private final DenseChain chain;
    private final FloatNet net;
    private final FloatSettings settings;
    private final int capacity;
    private final int shareRows;
    private final boolean inShares; // whether each range of rows has a gradient of its own, or there is one of all rows
    private Room[] rooms; // one for each worker if there are shares
    private final Update update = new Update();
    private final Skips skips;
    private final FloatBatch batch;
    private final Moments moments;
    private final float l1;
    private final float l2;
    private double[] parameters = {}; // scratch space for max-norm, as the next two, made when it is first needed
    private double[] scratch = {};
    private NamedMatrices matrices = NamedMatrices.none();

    // The step at work, read by the tasks.
    private RowSource source = (from, to, into) -> {};
    private int rows;
    private int rangeRows;
    private double share; // what a row of weight 1 counts in the loss
    private long noise;
    private final Workers.Task trainTask = this::trainRange;
    private final Workers.Task measureTask = this::measureRange;
    private final Workers.Task gradientTask = this::gradientPart;
    private final Workers.Task updateTask = this::updatePart;
    private final Workers.Task moveTask = this::movePart;

    FloatTraining(FloatPlan plan, KernelProvider kernels, FloatSettings settings, int capacity, double[] parameters) {
        spec = plan.spec();
        chain = plan.chain();
        readers = plan.reader().map(SequenceReader::layers).orElse(0);
        shareRows = readers == 0 ? SHARE_ROWS : rowsOfShares(capacity, spec.parameterCount());
        inShares = readers > 0
                || spec.parameterCount() <= FEW_WEIGHTS && (long) shares(capacity) * spec.parameterCount() <= MOST_SUMS;
        net = kernels.net(
                plan.reader().map(SequenceReader::stage).orElse(null), chain, inShares ? shares(capacity) : 1);
        rooms = new Room[] {new Room(net.pass(inShares ? shareRows : capacity))};
        this.settings = settings;
        this.capacity = capacity;
        l1 = (float) settings.regularization().l1();
        l2 = (float) settings.regularization().l2();
        skips = new Skips(spec, settings.optimizer(), parameters);
        batch = new FloatBatch(spec, skips, capacity);
        moments = new Moments(net, settings.optimizer(), spec);
        net.load(FloatNet.Numbers.WEIGHTS, parameters);
    }

    /** Rows that walk along sequences together are always a share; with many weights there are few shares. */
    private static int rowsOfShares(int capacity, int weights) {
        int shares = Math.max(1, MOST_SUMS / weights);
        int blocks = FloatBatch.blocks((capacity + shares - 1) / shares);
        return Math.max(SHARE_ROWS, blocks * FloatBatch.BLOCK);
    }

    private int shares(int rows) {
        return (rows + shareRows - 1) / shareRows;
    }

    /** Fills rows of a batch; called for disjoint ranges, perhaps on several threads. */
    @FunctionalInterface
    public interface RowSource {

        /** Calls {@code into.row} for each row from {@code from} to {@code to} (exclusive) of the batch. */
        void fill(int from, int to, Room into);
    }

    /** Room for rows of a batch. */
    public final class Room {

        private final FloatPass pass;

        private Room(FloatPass pass) {
            this.pass = pass;
        }

        /**
         * Sets row b of the batch, for a {@link RowSource}.
         *
         * @param x its I inputs start at xAt; finite. Not copied before the step ends if they hold a sequence, of which
         *     the padding may be missing, and of which {@link SequenceReader#check} has been told.
         * @param labels its L labels start at yAt, ones that the loss allows
         * @param weight not negative
         * @param rowOffsets its F offsets start at offsetsAt
         */
        public void row(
                int b,
                float[] x,
                int xAt,
                double[] labels,
                int yAt,
                double weight,
                double[] rowOffsets,
                int offsetsAt) {
            pass.input(b, x, xAt);
            batch.set(b, x, xAt, labels, yAt, weight, rowOffsets, offsetsAt);
        }
    }

    /**
     * One step: forward, backward and update.
     *
     * @param newSource fills the rows
     * @param batchRows at most the capacity
     * @param batchNoise the seed of dropout's noise
     * @param step 1 for the first step
     * @param rate the learning rate of this step
     * @return the sum of the rows' losses by their weights; the weights are undefined if it is not finite
     */
    public double step(RowSource newSource, int batchRows, long batchNoise, long step, double rate, Workers workers) {
        begin(newSource, batchRows, workers);
        share = 1 / (batchRows * settings.meanWeight());
        noise = batchNoise;
        prepare(step, rate);
        workers.run(ranges(), trainTask);
        batch.skipGradient(rows);
        double scale = 1;
        double clipNorm = settings.clipNorm();
        if (clipNorm < Double.POSITIVE_INFINITY) {
            workers.run(net.parts(), gradientTask);
            double norm = Math.sqrt(squares());
            scale = norm > clipNorm ? clipNorm / norm : 1;
            update.scale(scale);
            workers.run(net.parts(), updateTask);
        } else {
            workers.run(net.parts(), moveTask);
        }
        skips.update(step, rate, scale);
        if (settings.regularization().limits()) {
            limit(settings.regularization());
        }
        return batch.loss(rows);
    }

    private void limit(Regularization regularization) {
        if (parameters.length == 0) {
            parameters = new double[spec.parameterCount()];
            scratch = new double[spec.parameterCount()];
            matrices = spec.zeros();
        }
        net.store(FloatNet.Numbers.WEIGHTS, parameters);
        matrices.load(parameters, 0);
        if (regularization.limit(matrices, spec.parameterShapes(), scratch)) {
            matrices.store(parameters, 0);
            net.load(FloatNet.Numbers.WEIGHTS, parameters);
        }
    }

    /** The sum of the rows' losses by their weights, under the present weights and without dropout. */
    public double measure(RowSource newSource, int batchRows, Workers workers) {
        begin(newSource, batchRows, workers);
        workers.run(ranges(), measureTask);
        return batch.loss(rows);
    }

    private void begin(RowSource newSource, int batchRows, Workers workers) {
        if (batchRows < 1 || batchRows > capacity) {
            throw new IllegalArgumentException(
                    "this training has room for 1 to " + capacity + " rows, got " + batchRows);
        }
        source = newSource;
        rows = batchRows;
        if (inShares) {
            rangeRows = shareRows;
            makeRooms(workers.threads());
        } else {
            int blocks = FloatBatch.blocks(rows);
            int fair = workers.threads() == 1 ? blocks : (blocks + workers.threads() - 1) / workers.threads();
            rangeRows = Math.min(BLOCKS_AT_ONCE, fair) * FloatBatch.BLOCK;
            rooms[0].pass.begin(0);
        }
    }

    private void makeRooms(int count) {
        int made = rooms.length;
        if (made < count) {
            rooms = Arrays.copyOf(rooms, count);
            for (int worker = made; worker < count; worker++) {
                rooms[worker] = new Room(net.pass(shareRows));
            }
        }
    }

    /** The room where this worker takes the rows from {@code from} on. */
    private Room room(int worker, int from) {
        if (!inShares) {
            return rooms[0];
        }
        rooms[worker].pass.begin(from);
        return rooms[worker];
    }

    private int ranges() {
        return (rows + rangeRows - 1) / rangeRows;
    }

    private void prepare(long step, double rate) {
        Optimizer optimizer = settings.optimizer();
        if (optimizer instanceof Adam adam) {
            update.adam(adam.beta1(), adam.beta2(), adam.epsilon(), adam.weightDecay(), rate, step);
        } else if (optimizer instanceof Sgd sgd) {
            update.descent(sgd.momentum(), sgd.nesterov(), rate);
        }
        update.scale(1);
    }

    private void trainRange(int worker, int range) {
        int from = range * rangeRows;
        int to = Math.min(from + rangeRows, rows);
        FloatPass pass = forward(worker, from, to, true);
        batch.writeGradients(pass, from, to, share);
        pass.backward(from, to);
        if (inShares) {
            for (int part = 0; part < net.parts(); part++) {
                pass.gradient(part, to, range);
            }
        }
    }

    private void measureRange(int worker, int range) {
        int from = range * rangeRows;
        int to = Math.min(from + rangeRows, rows);
        batch.measure(forward(worker, from, to, false), from, to);
    }

    private FloatPass forward(int worker, int from, int to, boolean training) {
        Room room = room(worker, from);
        source.fill(from, to, room);
        room.pass.forward(from, to, training, noise);
        batch.readOutputs(room.pass, from, to);
        return room.pass;
    }

    private double squares() {
        double sum = skips.squares();
        for (int part = 0; part < net.parts(); part++) {
            sum += net.squares(part);
        }
        return sum;
    }

    private void gradientPart(int worker, int part) {
        if (!inShares) {
            rooms[0].pass.gradient(part, rows, 0);
        }
        net.total(part, inShares ? ranges() : 1, l1, l2);
    }

    private void updatePart(int worker, int part) {
        net.update(part, update);
    }

    private void movePart(int worker, int part) {
        gradientPart(worker, part);
        net.update(part, update);
    }

    /**
     * The first layer whose outputs in the last step or measurement hold a NaN or an infinity, by name; null if none
     * does.
     */
    public @Nullable String firstNonFiniteLayer() {
        int stage = batch.firstNonFinite(rows) - Math.min(readers, 1); // of the chain
        if (readers > 0 && stage == -1) {
            return spec.layerNames().get(readers - 1);
        }
        return stage < 0
                ? null
                : spec.layerNames().get(chain.stages().get(stage).layer());
    }

    /** Copies the present weights out, in the order of {@link NetworkSpec#parameterShapes()}. */
    public void copyWeights(double[] parameters) {
        net.store(FloatNet.Numbers.WEIGHTS, parameters);
        skips.copyWeights(parameters);
    }

    /** Copies the gradient of the last step out, in the order of {@link NetworkSpec#parameterShapes()}. */
    public void copyGradient(double[] gradient) {
        net.store(FloatNet.Numbers.GRADIENT, gradient);
        skips.copyGradient(gradient);
    }

    /** The number of numbers in the state of the optimiser. */
    public int stateSize() {
        return Math.addExact(moments.size(), skips.stateSize());
    }

    /**
     * Copies the state of the optimiser out, exactly: parameter by parameter in the order of
     * {@link NetworkSpec#parameterShapes()}, each as {@link Optimizer#update} lays it out.
     *
     * @param state {@link #stateSize} numbers
     */
    public void copyState(double[] state) {
        moments.copyTo(state);
        skips.copyState(state, moments.size());
    }

    /**
     * Takes back what {@link #copyState} gave, from a training of the same network by the same optimiser. Copied.
     *
     * @throws IllegalArgumentException if there are too few or too many numbers
     */
    public void loadState(double[] state) {
        if (state.length != stateSize()) {
            throw new IllegalArgumentException(
                    "optimiser '" + settings.optimizer().describe().word() + "' remembers "
                            + stateSize() + " numbers of this network, got " + state.length
                            + "; load the state of a training with the same network and optimiser");
        }
        moments.load(state);
        skips.loadState(state, moments.size());
    }
}
