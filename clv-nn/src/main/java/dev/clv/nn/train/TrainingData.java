package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Scaled;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.sequence.SequenceShape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * Rows to train on or to validate with: inputs (n, I), labels (n, L), a weight per row, and offsets (n, F) for networks
 * that take them. Immutable and thread-safe: everything is copied, but for the inputs of what is {@linkplain #select
 * selected}. All numbers are finite.
 */
public final class TrainingData {

    private final InputTable x;
    private final int[] inputRows; // (n), where the inputs of each row are
    private final DMatrixRMaj y;
    private final double[] weights;
    private final DMatrixRMaj offsets;

    private TrainingData(InputTable x, int[] inputRows, DMatrixRMaj y, double[] weights, DMatrixRMaj offsets) {
        this.x = x;
        this.inputRows = inputRows;
        this.y = y;
        this.weights = weights;
        this.offsets = offsets;
    }

    /**
     * Rows with one label each and weight 1.
     *
     * @param x (n, I)
     * @param y (n)
     * @throws IllegalArgumentException if there are no rows, rows differ in length, the labels are too few or many, or
     *     a number is NaN or infinite
     */
    public static TrainingData of(double[][] x, double[] y) {
        if (x.length == 0) {
            throw new IllegalArgumentException(
                    "training data must have at least one row, has none; check the split or filter it comes from");
        }
        return checked(matrix("inputs", x), new DMatrixRMaj(y.length, 1, true, y));
    }

    /** The same with several labels per row (n, L), at least one. */
    public static TrainingData of(double[][] x, double[][] y) {
        if (y.length == 0) {
            return of(x, new double[0]);
        }
        if (x.length == 0) {
            return of(x, new double[y.length]);
        }
        return checked(matrix("inputs", x), matrix("labels", y));
    }

    /**
     * Rows whose inputs are kept in float alone, a third of the memory of rows that are trained in float but were given
     * in double. Training in double sees the same floats.
     *
     * @param rows the number of rows n, at least 1
     * @param columns the number of inputs I, at least 1
     * @param x writes the inputs of each row, in order, finite also in float
     * @param y (n, L)
     * @throws IllegalArgumentException as {@link #of(double[][], double[][])}
     */
    public static TrainingData inFloat(int rows, int columns, InputRows x, double[][] y) {
        checkCounts(rows, columns, y);
        float[] floats = new float[Math.multiplyExact(rows, columns)];
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            x.write(i, row);
            copyFinite(i, row, columns, floats, i * columns);
        }
        return checked(new FlatInputs(floats, columns), rows, matrix("labels", y));
    }

    /**
     * Rows that hold a sequence each, whose inputs are kept in float and without the padding: 4 bytes for each number
     * that counts. Training sees the same floats, and 0 for padding.
     *
     * <pre>{@code
     * TrainingData data = TrainingData.sequences(customers.size(), events.shape(), (i, row) -> customers.get(i).write(row), labels);
     * }</pre>
     *
     * @param rows the number of rows n, at least 1
     * @param shape how the sequence lies in a row
     * @param x writes the inputs of each row, in order; what it leaves behind the length that it writes is not looked
     *     at, all else must be finite also in float
     * @param y (n, L)
     * @throws IllegalArgumentException as {@link #of(double[][], double[][])}, and if a length is not a whole number
     *     from 0 to T
     */
    public static TrainingData sequences(int rows, SequenceShape shape, InputRows x, double[][] y) {
        checkCounts(rows, shape.width(), y);
        float[][] all = new float[rows][];
        double[] row = new double[shape.width()];
        for (int i = 0; i < rows; i++) {
            x.write(i, row);
            all[i] = new float[shape.width(lengthOf(i, row, shape))];
            copyFinite(i, row, all[i].length, all[i], 0);
        }
        return checked(new SequenceInputs(all, shape.width()), rows, matrix("labels", y));
    }

    private static int lengthOf(int i, double[] row, SequenceShape shape) {
        try {
            return shape.length(row);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("row " + i + ": " + e.getMessage(), e);
        }
    }

    private static void checkCounts(int rows, int columns, double[][] y) {
        if (rows < 1 || columns < 1 || y.length != rows) {
            throw new IllegalArgumentException("training data must have at least one row and one column, and labels of"
                    + " each row, was " + rows + " x " + columns + " with labels of " + y.length
                    + " rows; check the split or filter it comes from");
        }
    }

    private static void copyFinite(int i, double[] row, int count, float[] to, int at) {
        for (int j = 0; j < count; j++) {
            to[at + j] = (float) row[j];
            if (!Float.isFinite(to[at + j])) {
                throw notFinite("inputs", i, j, row[j]);
            }
        }
    }

    /** Where the inputs of rows come from. */
    @FunctionalInterface
    public interface InputRows {

        /**
         * Writes the inputs of a row.
         *
         * @param row from 0 on
         * @param inputs (I), to be overwritten
         */
        void write(int row, double[] inputs);
    }

    private static DMatrixRMaj matrix(String name, double[][] rows) {
        int columns = rows[0].length;
        DMatrixRMaj matrix = new DMatrixRMaj(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new IllegalArgumentException(name + " must have " + columns + " columns in every row, row " + i
                        + " has " + rows[i].length + "; fill in or cut that row");
            }
            System.arraycopy(rows[i], 0, matrix.data, i * columns, columns);
        }
        return matrix;
    }

    /** The same from a matrix (n, I). */
    public static TrainingData of(DMatrixRMaj x, double[] y) {
        return checked(x.copy(), new DMatrixRMaj(y.length, 1, true, y));
    }

    /** The same with several labels per row (n, L). */
    public static TrainingData of(DMatrixRMaj x, DMatrixRMaj y) {
        return checked(x.copy(), y.copy());
    }

    private static TrainingData checked(DMatrixRMaj x, DMatrixRMaj y) {
        if (x.numRows == 0 || x.numCols == 0) {
            throw new IllegalArgumentException("training data must have at least one row and one column, was "
                    + x.numRows + " x " + x.numCols + "; check the split or filter it comes from");
        }
        if (y.numRows != x.numRows) {
            throw new IllegalArgumentException("labels must have one row per input row, " + x.numRows + ", has "
                    + y.numRows + "; hand in the labels of the same rows");
        }
        checkFinite("inputs", x);
        return checked(new FlatInputs(x), x.numRows, y);
    }

    private static TrainingData checked(InputTable x, int rows, DMatrixRMaj y) {
        checkFinite("labels", y);
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        return new TrainingData(x, IntStream.range(0, rows).toArray(), y, weights, new DMatrixRMaj(rows, 0));
    }

    /**
     * The same rows with these weights. A row of weight 2 counts as two rows.
     *
     * @param newWeights (n), finite, not negative, not all zero
     */
    public TrainingData withWeights(double[] newWeights) {
        if (newWeights.length != size()) {
            throw new IllegalArgumentException("weights must be one per row, " + size() + ", got " + newWeights.length
                    + "; hand in the weights of the same rows");
        }
        double sum = 0;
        for (int i = 0; i < newWeights.length; i++) {
            if (!(newWeights[i] >= 0 && newWeights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights must be finite and not negative, row " + i + " has "
                        + newWeights[i] + "; give a row that shall not count the weight 0");
            }
            sum += newWeights[i];
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("weights must not all be zero; without weights every row counts as 1");
        }
        return new TrainingData(x, inputRows, y, newWeights.clone(), offsets);
    }

    /**
     * Some of these rows with their labels, weights and offsets. The inputs are not copied, so that many selections of
     * the same rows, as those of a cross-validation, need little memory.
     *
     * @param rows at least one, each at least 0 and below {@link #size}, in the order wanted; a row may be there again
     * @throws IllegalArgumentException if there are none, or there is no such row
     */
    public TrainingData select(int... rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(
                    "training data must have at least one row, none was selected; check the split");
        }
        int[] selected = new int[rows.length];
        DMatrixRMaj labels = new DMatrixRMaj(rows.length, y.numCols);
        double[] selectedWeights = new double[rows.length];
        DMatrixRMaj selectedOffsets = new DMatrixRMaj(rows.length, offsets.numCols);
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            if (row < 0 || row >= size()) {
                throw new IllegalArgumentException(
                        "there is no row " + row + ", only 0 to " + (size() - 1) + "; check the split");
            }
            selected[i] = inputRows[row];
            System.arraycopy(y.data, row * y.numCols, labels.data, i * y.numCols, y.numCols);
            selectedWeights[i] = weights[row];
            System.arraycopy(
                    offsets.data, row * offsets.numCols, selectedOffsets.data, i * offsets.numCols, offsets.numCols);
        }
        return new TrainingData(x, selected, labels, selectedWeights, selectedOffsets);
    }

    /**
     * The same rows with these offsets.
     *
     * @param newOffsets (n, F), finite
     */
    public TrainingData withOffsets(DMatrixRMaj newOffsets) {
        if (newOffsets.numRows != size()) {
            throw new IllegalArgumentException("offsets must have one row per input row, " + size() + ", has "
                    + newOffsets.numRows + "; hand in the offsets of the same rows");
        }
        checkFinite("offsets", newOffsets);
        return new TrainingData(x, inputRows, y, weights, newOffsets.copy());
    }

    /** The same rows with one offset each. */
    public TrainingData withOffsets(double[] newOffsets) {
        return withOffsets(new DMatrixRMaj(newOffsets.length, 1, true, newOffsets));
    }

    private static void checkFinite(String name, DMatrixRMaj matrix) {
        for (int i = 0; i < matrix.getNumElements(); i++) {
            if (!Double.isFinite(matrix.data[i])) {
                throw notFinite(name, i / matrix.numCols, i % matrix.numCols, matrix.data[i]);
            }
        }
    }

    private static IllegalArgumentException notFinite(String name, int row, int column, double number) {
        return new IllegalArgumentException(name + " must be finite, row " + row + " column " + column + " is " + number
                + "; impute or drop it first");
    }

    /** The number of rows n. */
    public int size() {
        return inputRows.length;
    }

    /** Input columns I. */
    public int columns() {
        return x.columns();
    }

    /** Labels per row L. */
    public int labels() {
        return y.numCols;
    }

    /** Offsets per row F. */
    public int offsetColumns() {
        return offsets.numCols;
    }

    double input(int row, int column) {
        return x.get(inputRows[row], column);
    }

    DMatrixRMaj y() {
        return y;
    }

    double[] weights() {
        return weights;
    }

    DMatrixRMaj offsets() {
        return offsets;
    }

    /** Inputs in float, those of a row from {@link #inputsAt} on; not to be modified. */
    float[] inputsInFloat() {
        return x.floats();
    }

    /** Where the inputs of a row begin. */
    int inputsAt(int row) {
        return inputRows[row] * x.columns();
    }

    /**
     * The inputs of a row in float, from {@link #sequenceAt} on, of which those behind the end of a sequence may be
     * missing; not to be modified.
     */
    float[] sequence(int row) {
        return x.sequence(inputRows[row]);
    }

    /** Where they begin. */
    int sequenceAt(int row) {
        return x.sequenceAt(inputRows[row]);
    }

    double meanWeight() {
        return totalWeight() / size();
    }

    double totalWeight() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** Copies a row's inputs, labels and offsets to row {@code to} of these matrices. */
    void copyRow(int row, int to, DMatrixRMaj inputs, DMatrixRMaj rowLabels, DMatrixRMaj rowOffsets) {
        x.copyRow(inputRows[row], inputs.data, to * x.columns());
        System.arraycopy(y.data, row * y.numCols, rowLabels.data, to * y.numCols, y.numCols);
        System.arraycopy(offsets.data, row * offsets.numCols, rowOffsets.data, to * offsets.numCols, offsets.numCols);
    }

    /** The same rows with labels in the units of the loss. */
    TrainingData inUnitsOf(Loss loss) {
        if (labels() != loss.labels() || IntStream.range(0, labels()).allMatch(k -> loss.labelUnit(k) == 1)) {
            return this;
        }
        DMatrixRMaj scaled = y.copy();
        for (int row = 0; row < size(); row++) {
            for (int k = 0; k < labels(); k++) {
                scaled.set(row, k, y.get(row, k) / loss.labelUnit(k));
            }
        }
        return new TrainingData(x, inputRows, scaled, weights, offsets);
    }

    /** A hash of all numbers in their order. */
    long fingerprint() {
        long mixed = SplitMix.mix(size(), labels());
        for (int row = 0; row < size(); row++) {
            for (int column = 0; column < columns(); column++) {
                mixed = SplitMix.mix(mixed, Double.doubleToLongBits(input(row, column)));
            }
        }
        for (double[] part : new double[][] {y.data, weights, offsets.data}) {
            for (double number : part) {
                mixed = SplitMix.mix(mixed, Double.doubleToLongBits(number));
            }
        }
        return mixed;
    }

    /**
     * The median size of the labels that are not zero, a good unit for {@link dev.clv.nn.loss.Scaled}; 1 if all are
     * zero.
     */
    public double typicalLabel() {
        double[] sizes = Arrays.stream(y.data)
                .map(Math::abs)
                .filter(size -> size > 0)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 1 : sizes[(sizes.length - 1) / 2];
    }

    /** Throws unless these rows fit the network and the loss allows their labels. */
    void checkFits(String what, NetworkSpec spec) {
        Loss loss = spec.loss();
        if (columns() != spec.inputs()) {
            String names = spec.sequence()
                    .map(shape -> " (" + shape + ", and the length)")
                    .orElse(spec.inputNames().isEmpty() ? "" : " " + spec.inputNames());
            throw new IllegalArgumentException(what + " must have " + spec.inputs() + " input columns" + names
                    + " for layer '" + spec.layerNames().get(0) + "', has " + columns()
                    + "; build the network with NetworkSpec.builder(" + columns() + ") or mend the rows");
        }
        if (labels() != loss.labels()) {
            throw new IllegalArgumentException(what + " must have " + loss.labels() + " label(s) per row for loss '"
                    + loss.describe().word() + "', has " + labels() + "; hand in a matrix (n, " + loss.labels()
                    + ") of labels or build the network with another loss");
        }
        if (offsetColumns() != spec.offsetOutputs().size()) {
            throw new IllegalArgumentException(
                    what + " must have " + spec.offsetOutputs().size() + " offset(s) per row, has " + offsetColumns()
                            + "; hand them in by withOffsets, in the order of the network's offsetTo");
        }
        double[] given = new double[labels()];
        for (int row = 0; row < size(); row++) {
            System.arraycopy(y.data, row * given.length, given, 0, given.length);
            if (!loss.allows(given)) {
                throw refused(what, row, given, loss);
            }
        }
    }

    private static IllegalArgumentException refused(String what, int row, double[] labels, Loss loss) {
        Loss part = loss; // and then the head of it that refuses
        int first = 0;
        String head = "";
        while (part instanceof Heads || part instanceof Scaled) {
            if (part instanceof Scaled scaled) {
                part = scaled.loss();
            } else if (part instanceof Heads heads) {
                int h = 0;
                while (heads.heads().get(h).loss().allows(labelsOf(heads, h, first, labels))) {
                    h++;
                }
                head += (head.isEmpty() ? " for head " : ", head ") + h;
                first += heads.labelAt(h);
                part = heads.heads().get(h).loss();
            }
        }
        double[] given = new double[part.labels()];
        for (int k = 0; k < given.length; k++) {
            given[k] = labels[first + k] * loss.labelUnit(first + k);
        }
        return new IllegalArgumentException("label of row " + row + " of " + what + head + " is "
                + (given.length == 1 ? String.valueOf(given[0]) : Arrays.toString(given)) + "; labels of loss '"
                + part.describe().word() + "' must be " + part.labelRule() + "; mend it or drop the row");
    }

    private static double[] labelsOf(Heads heads, int head, int first, double[] labels) {
        int from = first + heads.labelAt(head);
        return Arrays.copyOfRange(
                labels, from, from + heads.heads().get(head).loss().labels());
    }
}
