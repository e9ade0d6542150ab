package dev.clv.nn.sequence;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.layer.Initialization;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.Elementary;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention over the tokens of a sequence (Vaswani et al. 2017) with one trained query per head, as in
 * pooling by attention (Lee et al. 2019, "Set Transformer"): each head gives every token a weight and sums the tokens'
 * values up by them. Of the tokens x_t, head a gives
 *
 * <pre>
 * score_t  = q_a · (x_t K_a) / sqrt(S) - penalty_a age_t
 * weight_t = softmax over the L tokens of score_t
 * y_a      = the sum over t of weight_t (x_t V_a + v_a)
 * </pre>
 *
 * <p>where the age is a feature of the token, such as the logarithm of the days since the event, if one was named:
 * heads then begin with different spans of attention, from short to long (Press, Smith and Lewis 2022, "ALiBi", with
 * trained penalties and time in place of positions). y is (B, C + A S), first the plain columns, then the heads; an
 * empty sequence gives 0.
 *
 * <p>F = features, A = heads, S = size. {@code queries} (A, S), {@code key_weights} and {@code value_weights} (F, A S),
 * {@code value_bias} (1, A S), {@code penalties} (1, A) if there is an age. Keys need no bias, which would change all
 * scores alike. Weights start by Glorot, the bias at 0, the penalty of head a, from 1, at 2<sup>-8 a / A</sup>.
 */
public final class AttentionPooling implements SequenceLayer {

    private static final double LN_2 = 0.6931471805599453;
    private static final int NO_AGE = -1;

    private final SequenceShape shape;
    private final int heads;
    private final int size;
    private final int age;

    private AttentionPooling(SequenceShape shape, int heads, int size, int age) {
        Sizes.check("heads of an attention_pooling layer", heads);
        Sizes.check("size of an attention_pooling layer", size);
        this.shape = shape;
        this.heads = heads;
        this.size = size;
        this.age = age;
    }

    /**
     * Attention that knows of time only what the keys make of the tokens.
     *
     * @param heads A, at least 1
     * @param size S, numbers per head, at least 1
     * @throws IllegalArgumentException if a number is not positive
     */
    public static AttentionPooling of(SequenceShape shape, int heads, int size) {
        return new AttentionPooling(shape, heads, size, NO_AGE);
    }

    /**
     * The same attention with a penalty for age.
     *
     * @param feature of the token that says how old it is, from 0; larger for older ones
     * @throws IllegalArgumentException if there is no such feature
     */
    public AttentionPooling withAge(int feature) {
        Sizes.checkFeature("age of an attention_pooling layer", feature, shape);
        return new AttentionPooling(shape, heads, size, feature);
    }

    @Override
    public SequenceShape shape() {
        return shape;
    }

    /** A. */
    public int heads() {
        return heads;
    }

    /** S. */
    public int size() {
        return size;
    }

    /** The feature that says how old a token is. */
    public OptionalInt age() {
        return age == NO_AGE ? OptionalInt.empty() : OptionalInt.of(age);
    }

    @Override
    public Optional<SequenceShape> result() {
        return Optional.empty();
    }

    @Override
    public int outputs() {
        return shape.columns() + heads * size;
    }

    @Override
    public List<ParameterShape> parameters() {
        List<ParameterShape> shapes = new ArrayList<>(List.of(
                new ParameterShape("queries", heads, size, true),
                new ParameterShape("key_weights", shape.features(), heads * size, true),
                new ParameterShape("value_weights", shape.features(), heads * size, true),
                new ParameterShape("value_bias", 1, heads * size, false)));
        if (age != NO_AGE) {
            shapes.add(new ParameterShape("penalties", 1, heads, false));
        }
        return List.copyOf(shapes);
    }

    @Override
    public void initialize(NamedMatrices parameters, SplitMix random) {
        Initialization.GLOROT.fill(parameters.get("queries"), random);
        Initialization.GLOROT.fill(parameters.get("key_weights"), random);
        Initialization.GLOROT.fill(parameters.get("value_weights"), random);
        if (age != NO_AGE) {
            for (int a = 0; a < heads; a++) {
                parameters.get("penalties").data[a] = Elementary.exp(-LN_2 * 8 * (a + 1) / heads);
            }
        }
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(this, rows);
    }

    /**
     * A score is linear in the token, so that the F numbers q_a K_aᵀ / sqrt(S), less the penalty, are all that a token
     * meets; and the weights of a head sum to 1, so that tokens are summed up before they become values.
     */
    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        Memory kept = (Memory) memory;
        directions(parameters, kept.directions);
        y.zero();
        shape.copyColumns(x, y);
        for (int b = 0; b < x.numRows; b++) {
            int length = shape.length(x, b);
            if (length > 0) {
                pool(x, b, length, kept);
                values(kept, b, parameters, y);
            }
        }
    }

    private void directions(NamedMatrices parameters, double[] directions) {
        double[] queries = parameters.get("queries").data;
        double[] keys = parameters.get("key_weights").data;
        double root = Math.sqrt(size);
        int features = shape.features();
        for (int a = 0; a < heads; a++) {
            for (int f = 0; f < features; f++) {
                int key = (f * heads + a) * size;
                double sum = 0;
                for (int s = 0; s < size; s++) {
                    sum += queries[a * size + s] * keys[key + s];
                }
                directions[a * features + f] = sum / root;
            }
            if (age != NO_AGE) {
                directions[a * features + age] -= parameters.get("penalties").data[a];
            }
        }
    }

    /** The weights of a row's tokens, and the tokens summed up by them. */
    private void pool(DMatrixRMaj x, int row, int length, Memory kept) {
        int features = shape.features();
        int tokens = row * x.numCols + shape.column(0, 0);
        for (int a = 0; a < heads; a++) {
            double[] scores = kept.scores;
            double most = Double.NEGATIVE_INFINITY;
            for (int t = 0; t < length; t++) {
                double score = 0;
                for (int f = 0; f < features; f++) {
                    score += kept.directions[a * features + f] * x.data[tokens + t * features + f];
                }
                scores[t] = score;
                most = Math.max(most, score);
            }
            for (int t = 0; t < length; t++) {
                scores[t] -= most;
            }
            kept.functions.exp(length, scores, scores);
            double sum = 0;
            for (int t = 0; t < length; t++) {
                sum += scores[t];
            }
            int pooled = (row * heads + a) * features;
            int weights = (row * heads + a) * shape.steps();
            for (int f = 0; f < features; f++) {
                kept.pooled[pooled + f] = 0;
            }
            for (int t = 0; t < length; t++) {
                double weight = scores[t] / sum;
                kept.weights[weights + t] = weight;
                for (int f = 0; f < features; f++) {
                    kept.pooled[pooled + f] += weight * x.data[tokens + t * features + f];
                }
            }
        }
    }

    private void values(Memory kept, int row, NamedMatrices parameters, DMatrixRMaj y) {
        double[] weights = parameters.get("value_weights").data;
        double[] bias = parameters.get("value_bias").data;
        int features = shape.features();
        for (int a = 0; a < heads; a++) {
            int to = row * y.numCols + shape.columns() + a * size;
            System.arraycopy(bias, a * size, y.data, to, size);
            for (int f = 0; f < features; f++) {
                double token = kept.pooled[(row * heads + a) * features + f];
                int value = (f * heads + a) * size;
                for (int s = 0; s < size; s++) {
                    y.data[to + s] += token * weights[value + s];
                }
            }
        }
    }

    /** With p = weights and dp_t = dpooled · x_t: dscore_t = p_t (dp_t - the sum of p dp). */
    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        Memory kept = (Memory) memory;
        Arrays.fill(kept.dDirections, 0);
        if (dx != null) {
            dx.zero();
            shape.copyColumns(dy, dx);
        }
        for (int b = 0; b < x.numRows; b++) {
            int length = shape.length(x, b);
            for (int a = 0; a < heads && length > 0; a++) {
                valuesBack(dy, b, a, parameters, gradients, kept);
                poolBack(x, b, a, length, dx, kept);
            }
        }
        if (gradients != null) {
            directionsBack(kept.dDirections, parameters, gradients);
        }
    }

    /** From the gradient by a head's values to that by its pooled token. */
    private void valuesBack(
            DMatrixRMaj dy, int row, int a, NamedMatrices parameters, @Nullable NamedMatrices gradients, Memory kept) {
        double[] weights = parameters.get("value_weights").data;
        int features = shape.features();
        int from = row * dy.numCols + shape.columns() + a * size;
        for (int f = 0; f < features; f++) {
            int value = (f * heads + a) * size;
            double sum = 0;
            for (int s = 0; s < size; s++) {
                sum += weights[value + s] * dy.data[from + s];
            }
            kept.dPooled[f] = sum;
        }
        if (gradients == null) {
            return;
        }
        double[] dWeights = gradients.get("value_weights").data;
        double[] dBias = gradients.get("value_bias").data;
        for (int f = 0; f < features; f++) {
            double token = kept.pooled[(row * heads + a) * features + f];
            int value = (f * heads + a) * size;
            for (int s = 0; s < size; s++) {
                dWeights[value + s] += token * dy.data[from + s];
            }
        }
        for (int s = 0; s < size; s++) {
            dBias[a * size + s] += dy.data[from + s];
        }
    }

    private void poolBack(DMatrixRMaj x, int row, int a, int length, @Nullable DMatrixRMaj dx, Memory kept) {
        int features = shape.features();
        int tokens = row * x.numCols + shape.column(0, 0);
        int weights = (row * heads + a) * shape.steps();
        int direction = a * features;
        double mean = 0;
        for (int t = 0; t < length; t++) {
            double sum = 0;
            for (int f = 0; f < features; f++) {
                sum += kept.dPooled[f] * x.data[tokens + t * features + f];
            }
            kept.scores[t] = sum;
            mean += kept.weights[weights + t] * sum;
        }
        for (int t = 0; t < length; t++) {
            double weight = kept.weights[weights + t];
            double dScore = weight * (kept.scores[t] - mean);
            int token = tokens + t * features;
            for (int f = 0; f < features; f++) {
                kept.dDirections[direction + f] += dScore * x.data[token + f];
            }
            if (dx != null) {
                for (int f = 0; f < features; f++) {
                    dx.data[token + f] += weight * kept.dPooled[f] + dScore * kept.directions[direction + f];
                }
            }
        }
    }

    private void directionsBack(double[] dDirections, NamedMatrices parameters, NamedMatrices gradients) {
        double[] queries = parameters.get("queries").data;
        double[] keys = parameters.get("key_weights").data;
        double[] dQueries = gradients.get("queries").data;
        double[] dKeys = gradients.get("key_weights").data;
        double root = Math.sqrt(size);
        for (int a = 0; a < heads; a++) {
            for (int f = 0; f < shape.features(); f++) {
                double gradient = dDirections[a * shape.features() + f] / root;
                int key = (f * heads + a) * size;
                for (int s = 0; s < size; s++) {
                    dQueries[a * size + s] += gradient * keys[key + s];
                    dKeys[key + s] += gradient * queries[a * size + s];
                }
            }
            if (age != NO_AGE) {
                gradients.get("penalties").data[a] -= dDirections[a * shape.features() + age];
            }
        }
    }

    @Override
    public Description describe() {
        Description description =
                shape.describe("attention_pooling").with("heads", heads).with("size", size);
        return age == NO_AGE ? description : description.with("age", age);
    }

    /** The layer that {@link #describe} described. */
    public static AttentionPooling of(Description description) {
        AttentionPooling layer =
                of(SequenceShape.of(description), description.whole("heads"), description.whole("size"));
        return description.numbers().containsKey("age") ? layer.withAge(description.whole("age")) : layer;
    }

    private static final class Memory extends LayerMemory {
        private final ElementaryArrays functions = Kernels.elementary();
        private final double[] directions; // what a token meets (A, F)
        private final double[] dDirections; // the gradients by the same
        private final double[] weights; // of the tokens (B, A, T)
        private final double[] pooled; // tokens (B, A, F)
        private final double[] dPooled; // the gradients by one pooled token (F)
        private final double[] scores; // of one row and head, or the gradients by its weights (T)

        Memory(AttentionPooling layer, int rows) {
            int features = layer.shape.features();
            directions = new double[layer.heads * features];
            dDirections = new double[layer.heads * features];
            weights = new double[rows * layer.heads * layer.shape.steps()];
            pooled = new double[rows * layer.heads * features];
            dPooled = new double[features];
            scores = new double[layer.shape.steps()];
        }
    }
}
