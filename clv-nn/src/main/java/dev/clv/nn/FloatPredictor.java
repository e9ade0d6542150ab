package dev.clv.nn;

import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatForward;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.loss.Loss;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Network} that predicts in float, several times as fast as in double: products, sums and activations' results
 * are rounded to float (24 bits); activations, skips, offsets and what the {@link Loss} makes of the raw outputs are
 * computed in double. Immutable and thread-safe.
 *
 * <pre>{@code
 * FloatPredictor fast = network.inFloat();
 * FloatPredictor.Scratch scratch = fast.newScratch(); // one per thread
 * double mean = fast.mean(row, scratch);
 * }</pre>
 *
 * <p>A row gives the same bits alone, in a batch and on any thread, wherever {@link FloatKernels#name} is the same;
 * other kernels add up in another order and agree within rounding. Inputs must be finite and of magnitude at most
 * {@link #limit}.
 */
public final class FloatPredictor {

    private final NetworkSpec spec;
    private final Loss loss;
    private final FloatForward forward;
    private final float limit;
    private final Skip[] skips;
    private final double[] skipWeights;
    private final int[] offsetOutputs;

    private FloatPredictor(NetworkSpec spec, double[] parameters, FloatForward forward, float limit) {
        this.spec = spec;
        this.forward = forward;
        this.limit = limit;
        loss = spec.loss();
        skips = spec.skips().toArray(new Skip[0]);
        skipWeights = new double[skips.length];
        System.arraycopy(parameters, spec.skipAt(), skipWeights, 0, skips.length);
        offsetOutputs =
                spec.offsetOutputs().stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * The network compiled for these kernels; {@link Network#inFloat} takes the fastest.
     *
     * @throws IllegalArgumentException if the network has layers other than dense ones, each with at most one
     *     activation and one dropout behind it, or parameters too large for a float
     */
    public static FloatPredictor of(Network network, FloatKernels kernels) {
        NetworkSpec spec = network.spec();
        DenseChain chain = DenseChain.of(spec.layers())
                .filter(DenseChain::isFused)
                .orElseThrow(() -> new IllegalArgumentException("layers "
                        + spec.layers().stream().map(FloatPredictor::word).toList()
                        + " have no float form, which dense layers with at most one activation and one dropout behind each have;"
                        + " predict in double, with Network.predict"));
        double[] parameters = network.parameterArray();
        float limit = new FloatRange(chain, parameters).limit();
        if (limit == 0) {
            throw new IllegalArgumentException(
                    "the network's parameters are so large that inputs of 1 could leave the range of a"
                            + " float; predict in double, with Network.predict");
        }
        return new FloatPredictor(
                spec, parameters, Kernels.named(kernels.name()).forward(chain, parameters), limit);
    }

    private static String word(Layer layer) {
        return layer.describe().word();
    }

    /** What the network is made of. */
    public NetworkSpec spec() {
        return spec;
    }

    /**
     * The largest magnitude of an input for which no sum can leave the range of a float; a power of two, at least 1.
     */
    public float limit() {
        return limit;
    }

    /** Scratch space for one row. Not thread-safe. */
    public static final class Scratch {

        private final FloatPredictor owner;
        private final FloatForward.Rows rows;
        private final DMatrixRMaj z; // (1, K)
        private final double[] skipped; // the input columns that skip
        private final double[] offsets;

        private Scratch(FloatPredictor owner) {
            this.owner = owner;
            rows = owner.forward.newRows(1);
            z = new DMatrixRMaj(1, owner.loss.outputs());
            skipped = new double[owner.skips.length];
            offsets = new double[owner.offsetOutputs.length];
        }

        /** The offsets of the row (F), 0 at first, to be filled before it is predicted. The live array. */
        public double[] offsets() {
            return offsets;
        }
    }

    /** Scratch space for predictions of one row, for one thread at a time. */
    public Scratch newScratch() {
        return new Scratch(this);
    }

    /**
     * The expected outcome of one row, without allocation. A network with offsets takes them from
     * {@link Scratch#offsets}.
     *
     * @param row (I). Not modified.
     * @throws IllegalArgumentException if the row has the wrong length, or a number that is not finite or beyond
     *     {@link #limit}, or the scratch is another network's
     */
    public double mean(double[] row, Scratch scratch) {
        raw(row, scratch);
        return loss.mean(scratch.z, 0);
    }

    /** The same from floats. */
    public double mean(float[] row, Scratch scratch) {
        raw(row, scratch);
        return loss.mean(scratch.z, 0);
    }

    /**
     * The raw outputs of one row, for {@link Loss#quantile} and its like, without allocation.
     *
     * @param row (I). Not modified.
     * @return (K), a live array of the scratch
     * @throws IllegalArgumentException as {@link #mean(double[], Scratch)}
     */
    public double[] raw(double[] row, Scratch scratch) {
        check(row.length, scratch);
        if (!scratch.rows.input(0, row, 0, limit)) {
            throw beyond(0, column -> row[column]);
        }
        for (int s = 0; s < skips.length; s++) {
            scratch.skipped[s] = row[skips[s].column()];
        }
        return raw(scratch);
    }

    /** The same from floats. */
    public double[] raw(float[] row, Scratch scratch) {
        check(row.length, scratch);
        if (!scratch.rows.input(0, row, 0, limit)) {
            throw beyond(0, column -> row[column]);
        }
        for (int s = 0; s < skips.length; s++) {
            scratch.skipped[s] = row[skips[s].column()];
        }
        return raw(scratch);
    }

    /** The raw outputs of the row that the scratch holds. */
    private double[] raw(Scratch scratch) {
        double[] z = scratch.z.data;
        scratch.rows.forward(1, z, 0);
        for (int s = 0; s < skips.length; s++) {
            z[skips[s].output()] += skipWeights[s] * scratch.skipped[s];
        }
        addOffsets(z, 0, scratch.offsets, 0);
        return z;
    }

    private void check(int length, Scratch scratch) {
        if (scratch.owner != this) {
            throw new IllegalArgumentException(
                    "the scratch was made for another predictor; use newScratch of this one");
        }
        Rows.checkLength(spec, length, 0);
    }

    private void addOffsets(double[] z, int zAt, double[] offsets, int at) {
        for (int f = 0; f < offsetOutputs.length; f++) {
            z[zAt + offsetOutputs[f]] += offsets[at + f];
        }
    }

    /**
     * Predictions for rows of input columns.
     *
     * @param rows any number of rows, none included. Not modified.
     * @throws IllegalArgumentException if a row has the wrong length, or a number that is not finite or beyond
     *     {@link #limit}, or offsets are needed
     */
    public Predictions predict(double[][] rows) {
        return predict(rows, null);
    }

    /** The same with offsets, one array per row. */
    public Predictions predict(double[][] rows, double @Nullable [][] offsets) {
        for (int i = 0; i < rows.length; i++) {
            Rows.checkLength(spec, rows[i].length, i);
        }
        Source source = new Source() {
            @Override
            public boolean copy(int from, int count, FloatForward.Rows block) {
                boolean within = true;
                for (int b = 0; b < count; b++) {
                    within &= block.input(b, rows[from + b], 0, limit);
                }
                return within;
            }

            @Override
            public double at(int row, int column) {
                return rows[row][column];
            }
        };
        return predict(rows.length, source, Rows.offsets(spec, offsets, rows.length));
    }

    /** Predictions for the rows of a matrix (n, I); see {@link #predict(double[][])}. */
    public Predictions predict(DMatrixRMaj rows) {
        return predict(rows, null);
    }

    /** The same with offsets (n, F). */
    public Predictions predict(DMatrixRMaj rows, @Nullable DMatrixRMaj offsets) {
        Rows.checkColumns(spec, rows);
        Source source = new Source() {
            @Override
            public boolean copy(int from, int count, FloatForward.Rows block) {
                boolean within = true;
                for (int b = 0; b < count; b++) {
                    within &= block.input(b, rows.data, (from + b) * rows.numCols, limit);
                }
                return within;
            }

            @Override
            public double at(int row, int column) {
                return rows.data[row * rows.numCols + column];
            }
        };
        return predict(rows.numRows, source, offsets);
    }

    /** Predictions for the rows of a matrix of floats (n, I); see {@link #predict(double[][])}. */
    public Predictions predict(FMatrixRMaj rows) {
        return predict(rows, null);
    }

    /** The same with offsets (n, F). */
    public Predictions predict(FMatrixRMaj rows, @Nullable DMatrixRMaj offsets) {
        Rows.checkColumns(spec, rows);
        Source source = new Source() {
            @Override
            public boolean copy(int from, int count, FloatForward.Rows block) {
                return block.inputs(count, rows.data, from * rows.numCols, limit);
            }

            @Override
            public double at(int row, int column) {
                return rows.data[row * rows.numCols + column];
            }
        };
        return predict(rows.numRows, source, offsets);
    }

    /** Rows in any form. */
    private interface Source {

        /** Copies rows from {@code from} on to the start of the block; returns whether all are within the limit. */
        boolean copy(int from, int count, FloatForward.Rows block);

        double at(int row, int column);
    }

    private Predictions predict(int n, Source source, @Nullable DMatrixRMaj offsets) {
        Rows.checkOffsets(spec, offsets, n);
        int outputs = loss.outputs();
        DMatrixRMaj raw = new DMatrixRMaj(n, outputs);
        double[] z = raw.data;
        FloatForward.Rows block = forward.borrow();
        try {
            forward(n, source, block, z);
        } finally {
            forward.giveBack(block);
        }
        for (int s = 0; s < skips.length; s++) {
            for (int i = 0; i < n; i++) {
                z[i * outputs + skips[s].output()] += skipWeights[s] * source.at(i, skips[s].column());
            }
        }
        if (offsets != null) {
            for (int i = 0; i < n; i++) {
                addOffsets(z, i * outputs, offsets.data, i * offsetOutputs.length);
            }
        }
        return new Predictions(loss, raw);
    }

    private void forward(int n, Source source, FloatForward.Rows block, double[] z) {
        int most = forward.rowsAtOnce();
        for (int from = 0; from < n; from += most) {
            int count = Math.min(most, n - from);
            if (!source.copy(from, count, block)) {
                throw beyond(from, count, source);
            }
            block.forward(count, z, from);
        }
    }

    private IllegalArgumentException beyond(int from, int count, Source source) {
        for (int i = from; i < from + count; i++) {
            int row = i;
            for (int column = 0; column < spec.inputs(); column++) {
                if (!(Math.abs((float) source.at(row, column)) <= limit)) {
                    return beyond(row, c -> source.at(row, c));
                }
            }
        }
        throw new AssertionError("a row of this block is beyond the limit");
    }

    private IllegalArgumentException beyond(int row, IntToDoubleFunction inputs) {
        int column = 0;
        while (Math.abs(inputs.applyAsDouble(column)) <= limit) {
            column++;
        }
        return Rows.beyond(spec, row, column, inputs.applyAsDouble(column), limit);
    }
}
