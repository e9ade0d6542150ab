package dev.clv.nn.sequence;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Replaces one feature of every token, which holds a category index, by the category's trained vector: a token of F
 * numbers becomes one of F - 1 + S, first the other features in their order, then the vector. The weights are (K, S),
 * one row per category, and start uniform in (-0.05, 0.05). To embed several features, chain layers; a feature after an
 * embedded one moves one place down. Padding becomes 0.
 *
 * <p>An index is a whole number from 0 to K - 1; anything else in a token that counts is an
 * {@link IllegalArgumentException}. Encode unknown categories as one of them.
 *
 * @param shape of the sequence
 * @param feature the feature that holds the index, from 0
 * @param categories K
 * @param size S, numbers per category
 */
public record TokenEmbedding(SequenceShape shape, int feature, int categories, int size) implements SequenceLayer {

    private static final double START = 0.05;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a size is not positive or there is no such feature
     */
    public TokenEmbedding {
        Sizes.checkFeature("feature of a token_embedding layer", feature, shape);
        Sizes.check("categories of a token_embedding layer", categories);
        Sizes.check("size of a token_embedding layer", size);
    }

    private SequenceShape given() {
        return shape.withFeatures(shape.features() - 1 + size);
    }

    @Override
    public Optional<SequenceShape> result() {
        return Optional.of(given());
    }

    @Override
    public int outputs() {
        return given().width();
    }

    @Override
    public int categories(int column) {
        int inTokens = column - shape.column(0, 0);
        return inTokens >= 0 && inTokens % shape.features() == feature
                ? categories
                : SequenceLayer.super.categories(column);
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
    public LayerMemory memory(int rows) {
        return new Memory(given());
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        double[] weights = parameters.get("weights").data;
        SequenceShape given = ((Memory) memory).given;
        int others = shape.features() - 1;
        y.zero();
        shape.copyColumns(x, y);
        for (int b = 0; b < x.numRows; b++) {
            int length = shape.length(x, b);
            y.data[b * y.numCols + given.lengthColumn()] = length;
            for (int token = 0; token < length; token++) {
                int from = b * x.numCols + shape.column(token, 0);
                int to = b * y.numCols + given.column(token, 0);
                System.arraycopy(x.data, from, y.data, to, feature);
                System.arraycopy(x.data, from + feature + 1, y.data, to + feature, others - feature);
                System.arraycopy(weights, category(x.data[from + feature]) * size, y.data, to + others, size);
            }
        }
    }

    /**
     * The category that this number of the embedded feature tells.
     *
     * @throws IllegalArgumentException if it is not a whole number from 0 to K - 1
     */
    public int category(double index) {
        if (!(index >= 0 && index < categories && index == (int) index)) {
            throw new IllegalArgumentException("feature " + feature
                    + " of every token must hold a category index, a whole number from 0 to " + (categories - 1)
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
        SequenceShape given = ((Memory) memory).given;
        if (gradients != null) {
            addGradients(x, dy, gradients.get("weights").data, given);
        }
        if (dx != null) {
            inputGradient(x, dy, dx, given);
        }
    }

    private void addGradients(DMatrixRMaj x, DMatrixRMaj dy, double[] weights, SequenceShape given) {
        for (int b = 0; b < x.numRows; b++) {
            int length = shape.length(x, b);
            for (int token = 0; token < length; token++) {
                int row = (int) x.data[b * x.numCols + shape.column(token, feature)] * size;
                int from = b * dy.numCols + given.column(token, shape.features() - 1);
                for (int k = 0; k < size; k++) {
                    weights[row + k] += dy.data[from + k];
                }
            }
        }
    }

    private void inputGradient(DMatrixRMaj x, DMatrixRMaj dy, DMatrixRMaj dx, SequenceShape given) {
        dx.zero();
        shape.copyColumns(dy, dx);
        for (int b = 0; b < x.numRows; b++) {
            int length = shape.length(x, b);
            for (int token = 0; token < length; token++) {
                int from = b * dy.numCols + given.column(token, 0);
                int to = b * dx.numCols + shape.column(token, 0);
                System.arraycopy(dy.data, from, dx.data, to, feature);
                System.arraycopy(dy.data, from + feature, dx.data, to + feature + 1, shape.features() - 1 - feature);
            }
        }
    }

    @Override
    public Description describe() {
        return shape.describe("token_embedding")
                .with("feature", feature)
                .with("categories", categories)
                .with("size", size);
    }

    /** The layer that {@link #describe} described. */
    public static TokenEmbedding of(Description description) {
        return new TokenEmbedding(
                SequenceShape.of(description),
                description.whole("feature"),
                description.whole("categories"),
                description.whole("size"));
    }

    /** Only so that a pass makes no new shape. */
    private static final class Memory extends LayerMemory {
        private final SequenceShape given;

        Memory(SequenceShape given) {
            this.given = given;
        }
    }
}
