package dev.clv.features;

import dev.clv.features.internal.Index;
import dev.clv.features.internal.Parts;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.ObjIntConsumer;

/**
 * Features of many customers: R rows of F columns each, every row with its customer and cutoff. Immutable and
 * thread-safe.
 *
 * <p>Values are as {@link Feature} says: NaN where unknown, never infinite.
 */
public final class FeatureMatrix {

    /** Of each row so many values are copied at a time: they share a line of the processor's cache, or two. */
    private static final int COLUMNS_AT_A_TIME = 4;

    private static final double[] NOTHING = {};

    private final FeatureSchema schema;
    private final List<RowKey> keys;

    /** (R, F), row after row. */
    private final double[] values;

    /** @param values (R, F), row after row; never modified */
    private FeatureMatrix(FeatureSchema schema, List<RowKey> keys, double[] values) {
        this.schema = schema;
        this.keys = keys;
        this.values = values;
    }

    /**
     * A matrix from rows at hand.
     *
     * @param schema the F columns
     * @param keys one per row; copied
     * @param rows (R, F); copied
     * @throws IllegalArgumentException if the shapes disagree or a value is infinite
     */
    public static FeatureMatrix of(FeatureSchema schema, List<RowKey> keys, double[][] rows) {
        if (keys.size() != rows.length) {
            throw new IllegalArgumentException(keys.size() + " row keys do not fit " + rows.length + " rows");
        }
        double[] values = allocate(rows.length, schema.size());
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != schema.size()) {
                throw new IllegalArgumentException("row " + i + " has " + rows[i].length + " values, the schema has "
                        + schema.size() + " columns");
            }
            for (int j = 0; j < schema.size(); j++) {
                if (Double.isInfinite(rows[i][j])) {
                    throw new IllegalArgumentException(
                            "feature '" + schema.names().get(j) + "' is infinite in row " + i
                                    + "; write NaN where it is undefined");
                }
            }
            System.arraycopy(rows[i], 0, values, i * schema.size(), schema.size());
        }
        return new FeatureMatrix(schema, List.copyOf(keys), values);
    }

    /** Takes over {@code values}, which the caller has checked and does not modify any more. */
    static FeatureMatrix wrap(FeatureSchema schema, List<RowKey> keys, double[] values) {
        return new FeatureMatrix(schema, List.copyOf(keys), values);
    }

    /**
     * Room for R x F values.
     *
     * @throws IllegalArgumentException if no array can hold them
     */
    static double[] allocate(int rows, int columns) {
        long size = (long) rows * columns;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    rows + " rows of " + columns + " columns do not fit one matrix; extract them in several parts");
        }
        return new double[(int) size];
    }

    /** The columns. */
    public FeatureSchema schema() {
        return schema;
    }

    /** The number of rows R. */
    public int rows() {
        return keys.size();
    }

    /** The customer and cutoff of every row; unmodifiable. */
    public List<RowKey> keys() {
        return keys;
    }

    /**
     * The customer's id of a row; personal data.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public String customer(int row) {
        return keys.get(Index.require("row", row, rows())).customer();
    }

    /**
     * The end of the events a row is computed from, exclusive.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Instant cutoff(int row) {
        return keys.get(Index.require("row", row, rows())).cutoff();
    }

    /**
     * One value.
     *
     * @throws IndexOutOfBoundsException if there is no such row or column
     */
    public double get(int row, int column) {
        return values[offset(row) + checkColumn(column)];
    }

    /**
     * A copy of one row, of length F.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double[] row(int row) {
        int from = offset(row);
        return Arrays.copyOfRange(values, from, from + schema.size());
    }

    /**
     * Copies one row without allocating.
     *
     * @param out its first F places are modified
     * @throws IndexOutOfBoundsException if there is no such row, or {@code out} is shorter than F
     */
    public void copyRow(int row, double[] out) {
        System.arraycopy(values, offset(row), out, 0, schema.size());
    }

    /** A copy of all rows, (R, F). */
    public double[][] toArray() {
        double[][] rows = new double[rows()][];
        Arrays.setAll(rows, this::row);
        return rows;
    }

    /**
     * A copy of one column, of length R.
     *
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public double[] column(int column) {
        checkColumn(column);
        double[] copy = new double[rows()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i * schema.size() + column];
        }
        return copy;
    }

    /**
     * Hands over a copy of each column, of length R, and its number, in order. That is sooner done than by
     * {@link #column} for each, as several columns are copied at a time.
     *
     * @param consumer may keep and modify the copy
     */
    public void forEachColumn(ObjIntConsumer<double[]> consumer) {
        for (int from = 0; from < schema.size(); from += COLUMNS_AT_A_TIME) {
            handOver(from, consumer);
        }
    }

    /**
     * The same on an executor and the calling thread, in any order.
     *
     * @param consumer thread-safe; the first failure, in the order of columns, is thrown as it is
     * @param executor {@code Runnable::run} for the calling thread alone
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted; its interrupt flag stays
     *     set
     */
    public void forEachColumn(ObjIntConsumer<double[]> consumer, Executor executor) {
        int parts = (schema.size() + COLUMNS_AT_A_TIME - 1) / COLUMNS_AT_A_TIME;
        Parts.run(parts, part -> handOver(part * COLUMNS_AT_A_TIME, consumer), executor);
    }

    private void handOver(int from, ObjIntConsumer<double[]> consumer) {
        double[][] copies = new double[Math.min(COLUMNS_AT_A_TIME, schema.size() - from)][rows()];
        int width = schema.size();
        for (int row = 0; row < rows(); row++) {
            for (int k = 0; k < copies.length; k++) {
                copies[k][row] = values[row * width + from + k];
            }
        }
        for (int k = 0; k < copies.length; k++) {
            double[] copy = copies[k];
            copies[k] = NOTHING;
            consumer.accept(copy, from + k);
        }
    }

    /**
     * A copy of the column of this name, of length R.
     *
     * @throws IllegalArgumentException if no column has this name
     */
    public double[] column(String name) {
        return column(schema.indexOf(name));
    }

    /**
     * Some rows, in the order asked for; a row may be asked for more than once.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public FeatureMatrix select(int... rows) {
        double[] selected = allocate(rows.length, schema.size());
        RowKey[] selectedKeys = new RowKey[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, offset(rows[i]), selected, i * schema.size(), schema.size());
            selectedKeys[i] = keys.get(rows[i]);
        }
        return new FeatureMatrix(schema, List.of(selectedKeys), selected);
    }

    /**
     * All rows with some of the features, in column order.
     *
     * @param features their names, in any order
     * @throws IllegalArgumentException if no feature has one of the names
     */
    public FeatureMatrix only(Collection<String> features) {
        int[] columns = schema.columnsOf(features);
        double[] selected = allocate(rows(), columns.length);
        for (int row = 0; row < rows(); row++) {
            for (int k = 0; k < columns.length; k++) {
                selected[row * columns.length + k] = values[row * schema.size() + columns[k]];
            }
        }
        return new FeatureMatrix(schema.only(features), keys, selected);
    }

    private int offset(int row) {
        return Index.require("row", row, rows()) * schema.size();
    }

    private int checkColumn(int column) {
        return Index.require("column", column, schema.size());
    }

    /** Names the shape only: rows are personal data. */
    @Override
    public String toString() {
        return "FeatureMatrix[" + rows() + " rows x " + schema.size() + " columns]";
    }
}
