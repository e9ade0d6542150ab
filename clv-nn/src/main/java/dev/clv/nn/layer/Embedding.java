package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
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
    public void initialize(NamedMatrices parameters, SplitMix random) {
        DMatrixRMaj weights = parameters.get("weights");
        for (int i = 0; i < weights.getNumElements(); i++) {
            weights.data[i] = random.nextSymmetric(START);
        }
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        DMatrixRMaj weights = parameters.get("weights");
        for (int b = 0; b < x.numRows; b++) {
            int from = b * inputs;
            int to = b * outputs();
            System.arraycopy(x.data, from, y.data, to, column);
            System.arraycopy(x.data, from + column + 1, y.data, to + column, inputs - 1 - column);
            System.arraycopy(weights.data, category(x.get(b, column)) * size, y.data, to + inputs - 1, size);
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
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        if (gradients != null) {
            DMatrixRMaj weights = gradients.get("weights");
            for (int b = 0; b < x.numRows; b++) {
                int category = (int) x.get(b, column);
                for (int k = 0; k < size; k++) {
                    weights.add(category, k, dy.get(b, inputs - 1 + k));
                }
            }
        }
        if (dx != null) {
            for (int b = 0; b < x.numRows; b++) {
                int from = b * outputs();
                int to = b * inputs;
                System.arraycopy(dy.data, from, dx.data, to, column);
                dx.data[to + column] = 0;
                System.arraycopy(dy.data, from + column, dx.data, to + column + 1, inputs - 1 - column);
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
