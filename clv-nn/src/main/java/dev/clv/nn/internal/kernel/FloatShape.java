package dev.clv.nn.internal.kernel;

import dev.clv.nn.layer.ActivationFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dense layers of a network that computes in float.
 *
 * @param inputs I, input columns
 * @param layers first to last; the last one gives the raw outputs and has neither curve nor dropout
 */
public record FloatShape(int inputs, List<Dense> layers) {

    /** Copies the list. */
    public FloatShape {
        layers = List.copyOf(layers);
    }

    /** The raw outputs K. */
    public int outputs() {
        return layers.get(layers.size() - 1).outputs();
    }

    /**
     * One dense layer with what follows it.
     *
     * @param inputs I
     * @param outputs O
     * @param weightsAt index of its weights (I, O) in the array of all parameters
     * @param biasAt index of its bias (O) in the same
     * @param rectifies whether max(x, 0) follows
     * @param curve another function that follows, null if none
     * @param dropout the probability of dropping a number while training, in [0, 1)
     * @param noise which of the network's layers draws that noise
     */
    public record Dense(
            int inputs,
            int outputs,
            int weightsAt,
            int biasAt,
            boolean rectifies,
            @Nullable ActivationFunction curve,
            double dropout,
            int noise) {

        /** Whether training needs the slope of what follows beyond the sign of its result. */
        public boolean hasSlopes() {
            return curve != null || dropout > 0;
        }
    }
}
