package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.Elementary;
import dev.clv.nn.math.NamedMatrices;
import org.ejml.data.DMatrixRMaj;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): steps scaled by running means of the gradient and of its square, with bias
 * correction. {@link #withWeightDecay} makes it AdamW (Loshchilov and Hutter 2019, algorithm 2): w also shrinks by rate
 * times decay, beside the gradient's moments.
 */
public final class Adam implements Optimizer {

    /**
     * Keeps moments of units that are never active out of the denormal numbers, which many processors compute far more
     * slowly; too small to change a result.
     */
    static final double ABOVE_DENORMAL = 1e-290;

    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;

    private Adam(double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
        this.learningRate = learningRate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
        this.weightDecay = weightDecay;
    }

    /**
     * Adam with betas 0.9 and 0.999, epsilon 1e-8 and no weight decay.
     *
     * @throws IllegalArgumentException unless the learning rate is positive and finite
     */
    public static Adam of(double learningRate) {
        return new Adam(Settings.learningRate(learningRate), 0.9, 0.999, 1e-8, 0);
    }

    /**
     * The same with these decay rates of the two moments.
     *
     * @throws IllegalArgumentException unless both are in [0, 1)
     */
    public Adam withBetas(double newBeta1, double newBeta2) {
        return new Adam(
                learningRate,
                Settings.fraction("beta1", newBeta1),
                Settings.fraction("beta2", newBeta2),
                epsilon,
                weightDecay);
    }

    /**
     * The same with this number added to the root of the second moment.
     *
     * @throws IllegalArgumentException unless it is positive and finite
     */
    public Adam withEpsilon(double newEpsilon) {
        if (!(newEpsilon > 0 && newEpsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("epsilon must be positive and finite, was " + newEpsilon);
        }
        return new Adam(learningRate, beta1, beta2, newEpsilon, weightDecay);
    }

    /**
     * AdamW: weights (not biases) also shrink by rate times this each step.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Adam withWeightDecay(double newWeightDecay) {
        return new Adam(learningRate, beta1, beta2, epsilon, Settings.notNegative("weight decay", newWeightDecay));
    }

    @Override
    public double learningRate() {
        return learningRate;
    }

    /** The decay of the mean of the gradient. */
    public double beta1() {
        return beta1;
    }

    /** The decay of the mean of its square. */
    public double beta2() {
        return beta2;
    }

    /** What is added to the root of the second moment. */
    public double epsilon() {
        return epsilon;
    }

    /** How much weights shrink per step, relative to the rate. */
    public double weightDecay() {
        return weightDecay;
    }

    @Override
    public NamedMatrices newState(ParameterShape shape) {
        return NamedMatrices.of("first_moment", shape.zeros()).and("second_moment", shape.zeros());
    }

    @Override
    public void update(
            ParameterShape shape, DMatrixRMaj w, DMatrixRMaj g, NamedMatrices state, long step, double rate) {
        double[] m = state.get("first_moment").data;
        double[] v = state.get("second_moment").data;
        double size = rate / (1 - Elementary.power(beta1, step));
        double correction = 1 / Math.sqrt(1 - Elementary.power(beta2, step));
        double kept = shape.decays() ? 1 - rate * weightDecay : 1;
        for (int i = 0; i < shape.size(); i++) {
            double gradient = g.data[i];
            m[i] = beta1 * m[i] + (1 - beta1) * gradient + ABOVE_DENORMAL;
            v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient + ABOVE_DENORMAL;
            w.data[i] = kept * w.data[i] - size * m[i] / (Math.sqrt(v[i]) * correction + epsilon);
        }
    }

    @Override
    public Description describe() {
        return Description.of("adam")
                .with("learning_rate", learningRate)
                .with("beta1", beta1)
                .with("beta2", beta2)
                .with("epsilon", epsilon)
                .with("weight_decay", weightDecay);
    }
}
