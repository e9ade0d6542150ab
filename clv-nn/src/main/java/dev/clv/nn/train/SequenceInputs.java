package dev.clv.nn.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows that hold a sequence, in float and without its padding, which is 0 when it is asked for. */
final class SequenceInputs implements InputTable {

    private final int columns;
    private final float[][] rows; // each as long as it has numbers that count
    private float @Nullable [] floats;

    /** @param rows not copied; must not change any more */
    SequenceInputs(float[][] rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public double get(int row, int column) {
        return column < rows[row].length ? rows[row][column] : 0;
    }

    @Override
    public void copyRow(int row, double[] to, int at) {
        float[] from = rows[row];
        for (int i = 0; i < from.length; i++) {
            to[at + i] = from[i];
        }
        Arrays.fill(to, at + from.length, at + columns, 0);
    }

    @Override
    public float[] sequence(int row) {
        return rows[row];
    }

    @Override
    public int sequenceAt(int row) {
        return 0;
    }

    @Override
    public synchronized float[] floats() {
        if (floats == null) {
            floats = new float[Math.multiplyExact(rows.length, columns)];
            for (int row = 0; row < rows.length; row++) {
                System.arraycopy(rows[row], 0, floats, row * columns, rows[row].length);
            }
        }
        return floats;
    }
}
