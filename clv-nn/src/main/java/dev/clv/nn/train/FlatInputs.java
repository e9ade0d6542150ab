package dev.clv.nn.train;

import static java.util.Objects.requireNonNull;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Rows as a matrix, in double or in float. */
final class FlatInputs implements InputTable {

    private final int columns;
    private final @Nullable DMatrixRMaj numbers;
    private float @Nullable [] floats;

    /** @param numbers (n, I), not copied; must not change any more */
    FlatInputs(DMatrixRMaj numbers) {
        this.columns = numbers.numCols;
        this.numbers = numbers;
    }

    /**
     * Inputs that are known in float only.
     *
     * @param floats row after row, not copied; must not change any more
     */
    FlatInputs(float[] floats, int columns) {
        this.columns = columns;
        this.numbers = null;
        this.floats = floats;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public double get(int row, int column) {
        int place = row * columns + column;
        return numbers == null ? floats()[place] : numbers.data[place];
    }

    @Override
    public void copyRow(int row, double[] to, int at) {
        int place = row * columns;
        if (numbers != null) {
            System.arraycopy(numbers.data, place, to, at, columns);
            return;
        }
        float[] from = floats();
        for (int i = 0; i < columns; i++) {
            to[at + i] = from[place + i];
        }
    }

    @Override
    public float[] sequence(int row) {
        return floats();
    }

    @Override
    public int sequenceAt(int row) {
        return row * columns;
    }

    @Override
    public synchronized float[] floats() {
        if (floats == null) {
            DMatrixRMaj all = requireNonNull(numbers);
            floats = new float[Math.multiplyExact(all.numRows, all.numCols)];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) all.data[i];
            }
        }
        return floats;
    }
}
