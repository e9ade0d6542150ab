package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;

/**
 * What a network is trained for, and what its raw outputs mean: the loss and its gradient, and the mean, quantiles and
 * probability of a positive outcome of the same parameterisation, so that training and prediction cannot disagree.
 *
 * <p>A row has K = {@link #outputs()} raw outputs z, any real numbers, and L = {@link #labels()} labels y. Both are
 * given as an array and the index where the row starts. Implementations are immutable, thread-safe and allocate nothing
 * here. Run {@link dev.clv.nn.check.LossChecks} on your own.
 */
public interface Loss {

    /** K, the raw outputs per row, at least 1. */
    int outputs();

    /** L, the labels per row; 1 by default. */
    default int labels() {
        return 1;
    }

    /**
     * What training divides a label by, once, before {@link #allows}, {@link #value}, {@link #gradient} and
     * {@link #initialOutputs} see it; 1 by default. Means and quantiles are in the label's own units again. See
     * {@link Scaled}.
     *
     * @param label from 0 to {@link #labels()} - 1
     */
    default double labelUnit(int label) {
        return 1;
    }

    /** Whether this row's labels are possible; NaN never is. */
    boolean allows(double[] y, int yAt);

    /** What {@link #allows} asks for, as the end of a sentence: "labels must be ...". */
    String labelRule();

    /** The loss of one row. */
    double value(double[] z, int zAt, double[] y, int yAt);

    /**
     * The loss of one row, and its gradient by the raw outputs.
     *
     * @param dz written from zAt on, K numbers
     */
    double gradient(double[] z, int zAt, double[] y, int yAt, double[] dz);

    /** The expected outcome; finite for finite z. */
    double mean(double[] z, int zAt);

    /**
     * The gradient of {@link #mean} by the raw outputs, for explanations.
     *
     * @param dz written from zAt on, K numbers
     */
    void meanGradient(double[] z, int zAt, double[] dz);

    /**
     * Whether this loss describes a distribution, so that {@link #quantile} takes any q and
     * {@link #probabilityPositive} answers. False unless overridden, as those two refuse unless overridden.
     */
    default boolean isDistribution() {
        return false;
    }

    /**
     * The value that the outcome stays at or below with probability {@code q}. The default refuses.
     *
     * @param q in (0, 1)
     * @throws IllegalArgumentException if q is not in (0, 1)
     * @throws UnsupportedOperationException if the loss describes no distribution
     */
    default double quantile(double[] z, int zAt, double q) {
        throw new UnsupportedOperationException("loss '" + describe().word()
                + "' describes no distribution and has no quantiles; train with zero_inflated_lognormal or pinball");
    }

    /**
     * The probability that the outcome is above zero. The default refuses.
     *
     * @throws UnsupportedOperationException if the loss describes no distribution
     */
    default double probabilityPositive(double[] z, int zAt) {
        throw new UnsupportedOperationException("loss '" + describe().word()
                + "' describes no distribution and has no probability; train with zero_inflated_lognormal");
    }

    /**
     * The raw outputs of the best constant prediction, where training starts the output biases; finite for all labels
     * allowed.
     *
     * @param y the training labels (n, L), n at least 1
     * @param weights (n), not negative, with a positive sum
     */
    double[] initialOutputs(double[] y, double[] weights);

    /** This loss as plain data, from which a {@link dev.clv.nn.Vocabulary} rebuilds it. */
    Description describe();
}
