package dev.clv.nn.train;

import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** The inputs of rows, kept once for all that is selected from them. Immutable and thread-safe. */
final class InputTable {

    private final DMatrixRMaj numbers; // (n, I)
    private float @Nullable [] floats;

    /** @param numbers (n, I), not copied; must not change any more */
    InputTable(DMatrixRMaj numbers) {
        this.numbers = numbers;
    }

    int columns() {
        return numbers.numCols;
    }

    double[] numbers() {
        return numbers.data;
    }

    /** The same as floats, made when they are first asked for. */
    synchronized float[] floats() {
        if (floats == null) {
            floats = new float[Math.multiplyExact(numbers.numRows, numbers.numCols)];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers.data[i];
            }
        }
        return floats;
    }
}
