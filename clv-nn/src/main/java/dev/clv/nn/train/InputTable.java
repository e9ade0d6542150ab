package dev.clv.nn.train;

import static java.util.Objects.requireNonNull;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** The inputs of rows (n, I), kept once for all that is selected from them. Immutable and thread-safe. */
final class InputTable {

    private final int columns;
    private final @Nullable DMatrixRMaj numbers;
    private float @Nullable [] floats;

    /** @param numbers (n, I), not copied; must not change any more */
    InputTable(DMatrixRMaj numbers) {
        this.columns = numbers.numCols;
        this.numbers = numbers;
    }

    /**
     * Inputs that are known in float only.
     *
     * @param floats row after row, not copied; must not change any more
     */
    InputTable(float[] floats, int columns) {
        this.columns = columns;
        this.numbers = null;
        this.floats = floats;
    }

    int columns() {
        return columns;
    }

    /** One input by its place, row after row. */
    double get(int place) {
        return numbers == null ? floats()[place] : numbers.data[place];
    }

    /** Copies the inputs of the row that begins at {@code place}. */
    void copyRow(int place, double[] to, int at) {
        if (numbers != null) {
            System.arraycopy(numbers.data, place, to, at, columns);
            return;
        }
        float[] from = floats();
        for (int i = 0; i < columns; i++) {
            to[at + i] = from[place + i];
        }
    }

    /** The same as floats, made when they are first asked for. */
    synchronized float[] floats() {
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
