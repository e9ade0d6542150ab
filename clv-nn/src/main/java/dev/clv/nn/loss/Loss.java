package dev.clv.nn.loss;

import dev.clv.nn.describe.Description;
import org.ejml.data.DMatrixRMaj;

/**
 * What a network is trained for, and what its raw outputs mean: the loss and its gradient, and the mean, quantiles and
 * probability of a positive outcome of the same parameterisation, so that training and prediction cannot disagree.
 *
 * <p>A row has K = {@link #outputs()} raw outputs z, any real numbers, and L = {@link #labels()} labels y. Training
 * hands in whole batches of B rows, prediction a row at a time. Implementations are immutable and thread-safe; all
 * methods but {@link #memory}, {@link #initialOutputs} and {@link #describe} allocate nothing. Begin with
 * {@link PointLoss} or {@link ScalarLoss} if there is one raw output, and run {@link dev.clv.nn.check.LossChecks} on
 * your own.
 */
public interface Loss {

    /** K, the raw outputs per row, at least 1. */
    int outputs();

    /** L, the labels per row; 1 unless overridden. */
    default int labels() {
        return 1;
    }

    /**
     * The number that training divides a label by, once, before {@link #allows}, {@link #value}, {@link #gradient} and
     * {@link #initialOutputs} see it; 1 unless overridden. Means and quantiles are in the label's own units again. See
     * {@link Scaled}.
     *
     * @param label from 0 to {@link #labels()} - 1
     */
    default double labelUnit(int label) {
        return 1;
    }

    /**
     * Whether these labels of one row are possible; NaN never is.
     *
     * @param labels (L). Not modified.
     */
    boolean allows(double[] labels);

    /** What {@link #allows} asks for, as the end of a sentence: "labels must be ...". */
    String labelRule();

    /** Memory for one batch at a time of up to this many rows. */
    default LossMemory memory(int rows) {
        return new LossMemory();
    }

    /**
     * The loss of every row.
     *
     * @param z (B, K). Not modified.
     * @param y (B, L), allowed labels. Not modified.
     * @param losses (B, 1). Overwritten.
     * @param memory from {@link #memory}, with room for these rows. Modified.
     */
    void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory);

    /**
     * The loss of every row, and its gradient by the row's raw outputs.
     *
     * @param z (B, K). Not modified.
     * @param y (B, L), allowed labels. Not modified.
     * @param losses (B, 1), as {@link #value} gives them. Overwritten.
     * @param dz (B, K). Overwritten.
     * @param memory from {@link #memory}, with room for these rows. Modified.
     */
    void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory);

    /**
     * The expected outcome of a row; finite for finite z. At the {@link #initialOutputs} of many rows that all have the
     * same label, it is near that label (the first one, in its own units).
     *
     * @param z (n, K or more); the columns behind the first K do not matter. Not modified.
     */
    double mean(DMatrixRMaj z, int row);

    /**
     * The expected outcomes of all rows: for each, the bits of {@link #mean}. Row by row unless overridden.
     *
     * @param z (B, K). Not modified.
     * @param means at least B numbers; the first B are overwritten.
     * @param memory from {@link #memory}, with room for these rows. Modified.
     */
    default void means(DMatrixRMaj z, double[] means, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            means[b] = mean(z, b);
        }
    }

    /**
     * The same, and the probability that a row's outcome is above zero: for each, the bits of
     * {@link #probabilityPositive}.
     *
     * @param z (B, K). Not modified.
     * @param means at least B numbers; the first B are overwritten.
     * @param positives at least B numbers; the first B are overwritten.
     * @param memory from {@link #memory}, with room for these rows. Modified.
     * @throws UnsupportedOperationException if the loss describes no distribution
     */
    default void meansAndProbabilities(DMatrixRMaj z, double[] means, double[] positives, LossMemory memory) {
        means(z, means, memory);
        for (int b = 0; b < z.numRows; b++) {
            positives[b] = probabilityPositive(z, b);
        }
    }

    /**
     * The gradient of a row's {@link #mean} by its raw outputs, for explanations.
     *
     * @param z (n, K or more); the columns behind the first K do not matter. Not modified.
     * @param dz (n, K or more). The first K columns of the row are overwritten.
     */
    void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz);

    /**
     * Whether this loss describes a distribution, so that {@link #quantile} takes any q and
     * {@link #probabilityPositive} answers. False unless overridden, as those two refuse unless overridden.
     */
    default boolean isDistribution() {
        return false;
    }

    /**
     * The value that a row's outcome stays at or below with probability {@code q}. Refuses unless overridden.
     *
     * @param z (n, K or more); the columns behind the first K do not matter. Not modified.
     * @param q in (0, 1)
     * @throws IllegalArgumentException if q is not in (0, 1)
     * @throws UnsupportedOperationException if the loss describes no distribution
     */
    default double quantile(DMatrixRMaj z, int row, double q) {
        throw new UnsupportedOperationException("loss '" + describe().word()
                + "' describes no distribution and has no quantiles; train with zero_inflated_lognormal or pinball");
    }

    /**
     * The probability that a row's outcome is above zero. Refuses unless overridden.
     *
     * @param z (n, K or more); the columns behind the first K do not matter. Not modified.
     * @throws UnsupportedOperationException if the loss describes no distribution
     */
    default double probabilityPositive(DMatrixRMaj z, int row) {
        throw new UnsupportedOperationException("loss '" + describe().word()
                + "' describes no distribution and has no probability; train with zero_inflated_lognormal");
    }

    /**
     * The raw outputs of the best constant prediction, where training starts the output biases; finite for all labels
     * allowed.
     *
     * @param y the training labels (n, L), n at least 1. Not modified.
     * @param weights (n), not negative, with a positive sum. Not modified.
     * @return (K), new
     */
    double[] initialOutputs(DMatrixRMaj y, double[] weights);

    /** This loss as plain data, from which a {@link dev.clv.nn.Vocabulary} rebuilds it. */
    Description describe();
}
