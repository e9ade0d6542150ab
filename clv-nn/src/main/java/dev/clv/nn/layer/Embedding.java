package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces one input column that holds a category index by the category's trained vector. x is (B, I); y (B, I - 1 +
 * S): first the other columns in their order, then the vector. The weights are (C, S), one row per category, and start
 * uniform in (-0.05, 0.05). To embed several columns, chain layers; a column after an embedded one moves one place
 * down.
 *
 * <p>An index is a whole number from 0 to C - 1; anything else is an {@link IllegalArgumentException}. Encode unknown
 * categories as one of them.
 *
 * @param inputs I
 * @param column the column that holds the index
 * @param categories C
 * @param size S, numbers per category
 */
public record Embedding(int inputs, int column, int categories, int size) implements Layer {

    private static final double START = 0.05;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a width is not positive or there is no such column
     */
    public Embedding {
        Widths.check("inputs of an embedding layer", inputs);
        Widths.check("categories of an embedding layer", categories);
        Widths.check("size of an embedding layer", size);
        if (column < 0 || column >= inputs) {
            throw new IllegalArgumentException(
                    "column of an embedding layer must be 0 to " + (inputs - 1) + ", was " + column);
        }
    }

    @Override
    public int outputs() {
        return inputs - 1 + size;
    }

    @Override
    public int categories(int inputColumn) {
        return inputColumn == column ? categories : 0;
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(new ParameterShape("weights", categories, size, true));
    }

    @Override
    public void initialize(double[] parameters, int at, SplitMix random) {
        for (int i = 0; i < categories * size; i++) {
            parameters[at + i] = random.nextSymmetric(START);
        }
    }

    @Override
    public void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory) {
        for (int b = 0; b < rows; b++) {
            int from = b * inputs;
            int to = b * outputs();
            System.arraycopy(x, from, y, to, column);
            System.arraycopy(x, from + column + 1, y, to + column, inputs - 1 - column);
            System.arraycopy(parameters, at + category(x[from + column]) * size, y, to + inputs - 1, size);
        }
    }

    private int category(double index) {
        if (!(index >= 0 && index < categories && index == (int) index)) {
            throw new IllegalArgumentException("column " + column
                    + " of an embedding layer must hold a category index, a whole number from 0 to " + (categories - 1)
                    + ", was " + index + "; encode unknown categories as one of them");
        }
        return (int) index;
    }

    @Override
    public void backward(
            int rows,
            double[] x,
            double[] y,
            double[] dy,
            double[] parameters,
            int at,
            double @Nullable [] dx,
            double @Nullable [] gradients,
            LayerMemory memory) {
        for (int b = 0; b < rows; b++) {
            int from = b * inputs;
            int to = b * outputs();
            if (gradients != null) {
                int row = at + (int) x[from + column] * size;
                for (int k = 0; k < size; k++) {
                    gradients[row + k] += dy[to + inputs - 1 + k];
                }
            }
            if (dx != null) {
                System.arraycopy(dy, to, dx, from, column);
                dx[from + column] = 0;
                System.arraycopy(dy, to + column, dx, from + column + 1, inputs - 1 - column);
            }
        }
    }

    @Override
    public Description describe() {
        return Description.of("embedding")
                .with("inputs", inputs)
                .with("column", column)
                .with("categories", categories)
                .with("size", size);
    }

    /** The layer that {@link #describe} described. */
    public static Embedding of(Description description) {
        return new Embedding(
                description.whole("inputs"),
                description.whole("column"),
                description.whole("categories"),
                description.whole("size"));
    }
}
