package dev.clv.nn.internal.kernel.vector;

import java.util.function.IntFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The numbers of a batch (B, columns) in panels of {@link #WIDTH} columns: within a panel one row follows the other at
 * a distance that is a constant for the compiler, so that a block of rows is a short stretch of memory whatever the
 * width of the layer. Columns are padded to whole vectors with zeros; the rest of the last panel is not touched.
 */
final class VectorBatch {

    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    /**
     * Whether blocks must be small: where 256-bit vectors leave 16 registers; and where the compiler stops following
     * the types of vectors after 8,000 inlined bytecodes, some 400 of them for each multiply-add, after which blocks
     * are fast or not as it happens. So does that of JDK 17; that of JDK 25 does not.
     */
    static final boolean NARROW = LANES == 8 || Runtime.version().feature() < 25;

    /**
     * Columns of a panel: a whole number of the widest blocks, and as many rows of a panel of weights as the first
     * cache holds.
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
