package dev.clv.nn.internal.kernel.vector;

import java.util.function.IntFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The numbers of a batch (B, columns) in panels of {@link #WIDTH} columns: within a panel, rows are a constant distance
 * apart, so that a block of rows is a short stretch of memory however wide the layer is. Columns are padded to whole
 * vectors with zeros; the rest of the last panel is not touched.
 */
final class VectorBatch {

    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    /**
     * Whether blocks must be small. With 256-bit vectors there are only 16 registers. And the compiler of JDK 17,
     * unlike that of JDK 25, loses the types of vectors after 8,000 inlined bytecodes, of which each multiply-add takes
     * about 400; the speed of larger blocks is then a matter of chance.
     */
    static final boolean NARROW = LANES == 8 || Runtime.version().feature() < 25;

    /**
     * The columns of a panel: a whole number of the widest blocks, and no more than the rows of a panel of weights that
     * fit the first-level cache.
     */
    static final int WIDTH = Math.max(128, 4 * LANES);

    final float[] numbers;
    private final int start;
    final int columns; // padded to whole vectors
    final int panels;
    final int panelSize;

    VectorBatch(IntFunction<Floats> memory, int rows, int columns) {
        this.columns = (columns + LANES - 1) / LANES * LANES;
        panels = (columns + WIDTH - 1) / WIDTH;
        panelSize = rows * WIDTH;
        Floats room = memory.apply(panels * panelSize);
        numbers = room.numbers();
        start = room.start();
    }

    /** Where the number (b, column) lies. */
    int at(int b, int column) {
        return start + column / WIDTH * panelSize + b * WIDTH + column % WIDTH;
    }

    /** The padded columns of a panel. */
    int columns(int panel) {
        return Math.min(WIDTH, columns - panel * WIDTH);
    }

    void setRow(int b, float[] from, int at, int count) {
        for (int column = 0; column < count; column += WIDTH) {
            System.arraycopy(from, at + column, numbers, at(b, column), Math.min(WIDTH, count - column));
        }
    }
}
