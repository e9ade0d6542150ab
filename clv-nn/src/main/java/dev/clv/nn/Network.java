package dev.clv.nn;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * A trained network: a spec and its parameters. Immutable and thread-safe. A row gives the same bits alone, in a batch
 * and on any thread.
 *
 * <p>Inputs must be finite. A network whose spec has {@link NetworkSpec#offsetOutputs offsets} needs as many offsets
 * per row.
 */
public final class Network {

    private static final int BATCH = 256;
    private static final String SAME_SPEC = "; hand in the parameters of a network of the same spec";

    private final NetworkSpec spec;
    private final NamedMatrices parameters;

    /** Scratch space for one row that nobody uses at the moment. */
    private final AtomicReference<@Nullable Pass> spare = new AtomicReference<>();

    private Network(NetworkSpec spec, NamedMatrices parameters) {
        this.spec = spec;
        this.parameters = parameters;
    }

    /**
     * A network of these parameters, in the order of {@link NetworkSpec#parameterShapes()}.
     *
     * @param parameters copied
     * @throws IllegalArgumentException if there are too few or too many, or one is not finite
     */
    public static Network of(NetworkSpec spec, double[] parameters) {
        if (parameters.length != spec.parameterCount()) {
            throw new IllegalArgumentException(
                    "the network has " + spec.parameterCount() + " parameters, got " + parameters.length + SAME_SPEC);
        }
        int at = 0;
        for (ParameterShape shape : spec.parameterShapes()) {
            for (int i = 0; i < shape.size(); i++) {
                if (!Double.isFinite(parameters[at + i])) {
                    throw new IllegalArgumentException("parameter '" + shape.name() + "' must be finite, has "
                            + parameters[at + i] + " at " + i
                            + "; load an undamaged copy of the network, or train it anew");
                }
            }
            at += shape.size();
        }
        return new Network(spec, spec.matrices(parameters));
    }

    /**
     * A network of these named parameters, in any order, as {@link #parameters()} gave them.
     *
     * @throws IllegalArgumentException if one is missing, unknown, given twice, of another shape, or not finite
     */
    public static Network of(NetworkSpec spec, List<Parameter> parameters) {
        Map<String, Parameter> byName = new HashMap<>();
        for (Parameter parameter : parameters) {
            if (byName.put(parameter.name(), parameter) != null) {
                throw new IllegalArgumentException("parameter '" + parameter.name() + "' is given twice; give it once");
            }
        }
        double[] all = new double[spec.parameterCount()];
        int at = 0;
        for (ParameterShape shape : spec.parameterShapes()) {
            Parameter parameter = byName.remove(shape.name());
            if (parameter == null) {
                throw new IllegalArgumentException("parameter '" + shape.name() + "' is missing" + SAME_SPEC);
            }
            if (parameter.rows() != shape.rows() || parameter.columns() != shape.columns()) {
                throw new IllegalArgumentException("parameter '" + shape.name() + "' must be " + shape.rows() + " x "
                        + shape.columns() + ", was " + parameter.rows() + " x " + parameter.columns() + SAME_SPEC);
            }
            parameter.copyTo(all, at);
            at += shape.size();
        }
        if (!byName.isEmpty()) {
            throw new IllegalArgumentException("the network has no parameter " + byName.keySet() + SAME_SPEC);
        }
        return of(spec, all);
    }

    /** What the network is made of. */
    public NetworkSpec spec() {
        return spec;
    }

    /** The parameters by name, for a model file. */
    public List<Parameter> parameters() {
        return spec.parameterShapes().stream()
                .map(shape -> Parameter.of(shape.name(), parameters.get(shape.name())))
                .toList();
    }

    /** A copy of all parameters, in the order of {@link NetworkSpec#parameterShapes()}. */
    public double[] parameterArray() {
        return parameters.toArray();
    }

    /**
     * Predictions for rows of input columns.
     *
     * @param rows any number of rows, none included. Not modified.
     * @throws IllegalArgumentException if a row has the wrong length or holds a NaN or an infinity, or offsets are
     *     needed
     */
    public Predictions predict(double[][] rows) {
        return predict(rows, null);
    }

    /** The same with offsets, one array per row. */
    public Predictions predict(double[][] rows, double @Nullable [][] offsets) {
        return predict(Rows.matrix(spec, rows), Rows.offsets(spec, offsets, rows.length));
    }

    /**
     * Predictions for the rows of a matrix (n, I).
     *
     * @param rows not modified
     * @throws IllegalArgumentException if it has other columns or holds a NaN or an infinity, or offsets are needed
     */
    public Predictions predict(DMatrixRMaj rows) {
        return predict(rows, null);
    }

    /** The same with offsets (n, F). */
    public Predictions predict(DMatrixRMaj rows, @Nullable DMatrixRMaj offsets) {
        Rows.check(spec, rows);
        Rows.checkOffsets(spec, offsets, rows.numRows);
        int n = rows.numRows;
        if (n > 1 && spec.sequence().isPresent()) {
            DistinctSequences distinct = DistinctSequences.of(spec.sequence().get(), rows);
            if (2 * distinct.count() <= n) {
                return predict(rows, offsets, distinct);
            }
        }
        DMatrixRMaj z = new DMatrixRMaj(n, spec.loss().outputs());
        Pass pass = pass(n);
        for (int from = 0; from < n; from += BATCH) {
            int to = Math.min(from + BATCH, n);
            pass.begin(to - from);
            CommonOps_DDRM.extract(rows, from, to, 0, rows.numCols, pass.x());
            if (offsets != null) {
                CommonOps_DDRM.extract(offsets, from, to, 0, offsets.numCols, pass.offsets());
            }
            CommonOps_DDRM.insert(pass.forward(parameters), z, from, 0);
        }
        if (pass.capacity() == 1) {
            spare.set(pass);
        }
        return new Predictions(spec.loss(), z);
    }

    /** Reads each sequence once, and then goes on with what became of it for every row: the same bits. */
    private Predictions predict(DMatrixRMaj rows, @Nullable DMatrixRMaj offsets, DistinctSequences distinct) {
        int plain = spec.sequence().orElseThrow().columns();
        int end = spec.layersOfSequence();
        Pass pass = pass(rows.numRows);
        DMatrixRMaj read =
                new DMatrixRMaj(distinct.count(), spec.layers().get(end).inputs());
        for (int from = 0; from < read.numRows; from += BATCH) {
            int to = Math.min(from + BATCH, read.numRows);
            pass.begin(to - from);
            for (int i = from; i < to; i++) {
                System.arraycopy(
                        rows.data,
                        distinct.firstRow(i) * rows.numCols,
                        pass.x().data,
                        (i - from) * rows.numCols,
                        rows.numCols);
            }
            CommonOps_DDRM.insert(pass.forwardTo(end, parameters), read, from, 0);
        }
        DMatrixRMaj z = new DMatrixRMaj(rows.numRows, spec.loss().outputs());
        for (int from = 0; from < rows.numRows; from += BATCH) {
            int to = Math.min(from + BATCH, rows.numRows);
            pass.begin(to - from);
            CommonOps_DDRM.extract(rows, from, to, 0, rows.numCols, pass.x());
            if (offsets != null) {
                CommonOps_DDRM.extract(offsets, from, to, 0, offsets.numCols, pass.offsets());
            }
            double[] behind = pass.inputOf(end).data;
            for (int i = from; i < to; i++) {
                int at = (i - from) * read.numCols;
                System.arraycopy(read.data, distinct.of(i) * read.numCols, behind, at, read.numCols);
                // The plain columns come first and are the row's own.
                System.arraycopy(rows.data, i * rows.numCols, behind, at, plain);
            }
            CommonOps_DDRM.insert(pass.forwardFrom(end, parameters), z, from, 0);
        }
        return new Predictions(spec.loss(), z);
    }

    /** Room for so many rows; that for one row is used again, as a service asks for one customer after another. */
    private Pass pass(int rows) {
        Pass one = rows == 1 ? spare.getAndSet(null) : null;
        return one != null
                ? one
                : Pass.of(spec, Math.max(1, Math.min(rows, BATCH))).forConstantParameters();
    }

    /**
     * This network compiled to predict in float, several times as fast, by the fastest kernels there are.
     *
     * @throws IllegalArgumentException if it has layers other than dense ones with at most one activation and one
     *     dropout behind each, or parameters too large for a float
     */
    public FloatPredictor inFloat() {
        return FloatPredictor.of(this, FloatKernels.best());
    }

    /** Scratch space for {@link #mean(double[], Pass)} and {@link #forward(Pass)}, for one thread at a time. */
    public Pass newPass(int capacity) {
        return Pass.of(spec, capacity);
    }

    /**
     * The raw outputs (B, K) of the rows in {@code pass.x()} and {@code pass.offsets()}, without allocation; the caller
     * answers for finite inputs.
     *
     * @return {@code pass.z()}
     */
    public DMatrixRMaj forward(Pass pass) {
        checkPass(pass);
        return pass.forward(parameters);
    }

    /**
     * The expected outcome of one row, without allocation. A network with offsets takes them from
     * {@code pass.offsets()}.
     *
     * @param row (I). Not modified.
     * @throws IllegalArgumentException if the row has the wrong length or holds a NaN or an infinity
     */
    public double mean(double[] row, Pass pass) {
        checkPass(pass);
        Rows.checkRow(spec, row, 0);
        System.arraycopy(row, 0, pass.begin(1).x().data, 0, row.length);
        return spec.loss().mean(pass.forward(parameters), 0);
    }

    /**
     * The gradient of each row's expected outcome by its inputs, for the rows in {@code pass.x()}, without allocation.
     *
     * @return (B, I), the live matrix {@code pass.dx()}
     */
    public DMatrixRMaj meanGradient(Pass pass) {
        DMatrixRMaj z = forward(pass);
        for (int b = 0; b < z.numRows; b++) {
            spec.loss().meanGradient(z, b, pass.dz());
        }
        return inputGradient(pass);
    }

    /**
     * The gradient of each row's expected outcome by its inputs, for many rows and by the fastest way there is; up to
     * rounding, what {@link #meanGradient} gives.
     *
     * @param rows (n, I), finite. Not modified.
     * @return (n, I), new
     * @throws IllegalArgumentException if a row has the wrong length or holds a NaN or an infinity, or the network
     *     takes offsets
     */
    public double[][] meanGradients(double[][] rows) {
        Rows.checkOffsets(spec, null, rows.length);
        for (int i = 0; i < rows.length; i++) {
            Rows.checkRow(spec, rows[i], i);
        }
        double[][] gradients = new double[rows.length][spec.inputs()];
        Optional<DenseChain> chain = spec.chain();
        if (chain.isPresent()) {
            new BatchGradients(chain.get(), spec.loss(), parameterArray()).write(rows, gradients);
            return gradients;
        }
        Pass pass = newPass(1);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, pass.x().data, 0, spec.inputs());
            System.arraycopy(meanGradient(pass).data, 0, gradients[i], 0, spec.inputs());
        }
        return gradients;
    }

    /**
     * After {@link #forward(Pass)}: the gradient by the inputs of any function of the raw outputs whose gradient is in
     * {@code pass.dz()}, without allocation.
     *
     * @return (B, I), the live matrix {@code pass.dx()}
     */
    public DMatrixRMaj inputGradient(Pass pass) {
        checkPass(pass);
        pass.backward(parameters, null, true);
        return pass.dx();
    }

    /**
     * Where the gradient jumps on the straight line from one row of inputs to another, because a rectifier switches
     * there: shares of the way, ascending, from 0 to 1. In a network of dense layers, dropout and rectifiers the raw
     * outputs are linear between them. Rectifiers behind any other layer, whose switches lie on a curve, are not looked
     * at.
     *
     * @param from (I), finite. Not modified.
     * @param to (I), finite. Not modified.
     */
    public double[] kinks(double[] from, double[] to) {
        Rows.checkRow(spec, from, 0);
        Rows.checkRow(spec, to, 1);
        return Kinks.between(this, from, to);
    }

    /**
     * The multipliers of DeepLIFT between a row and references, by the rescale rule (Shrikumar, Greenside, Kundaje,
     * "Learning important features through propagating activation differences", 2017): backpropagation with the
     * difference quotient of every activation, from the reference to the row, in place of its derivative. The
     * multipliers times the differences of the inputs add up to the difference of the expected outcomes. Where an
     * activation's inputs differ by less than 1e-6, its derivative at the row is used.
     *
     * @param row (I), finite. Not modified.
     * @param references (n, I), finite. Not modified.
     * @return (n, I), new
     * @throws IllegalArgumentException if the network has offsets, a loss of several raw outputs, or a layer that is
     *     not dense, dropout or elementwise
     */
    public double[][] rescaledMultipliers(double[] row, double[][] references) {
        Rows.checkRow(spec, row, 0);
        return new RescaleRule(this, row).multipliers(Rows.matrix(spec, references));
    }

    private void checkPass(Pass pass) {
        if (pass.spec() != spec) {
            throw new IllegalArgumentException("the pass was made for another network; use newPass of this one");
        }
    }
}
