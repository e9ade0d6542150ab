package dev.clv.nn.loss;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * A loss of one raw output and one label per row, written as functions of two numbers. {@link PointLoss} is the shorter
 * way if the raw output is the outcome itself.
 */
public interface ScalarLoss extends Loss {

    /** Whether this label is possible; NaN never is. */
    boolean allows(double y);

    /** The loss of one row. */
    double value(double z, double y);

    /** The derivative of {@link #value(double, double)} by z. */
    double derivative(double z, double y);

    /** The expected outcome; finite for finite z. */
    double mean(double z);

    /** The derivative of {@link #mean(double)}. */
    double meanDerivative(double z);

    /**
     * The raw output of the best constant prediction, finite for all labels allowed.
     *
     * @param y the training labels (n), n at least 1. Not modified.
     * @param weights (n), not negative, with a positive sum. Not modified.
     */
    double initialOutput(double[] y, double[] weights);

    /**
     * The value that the outcome stays at or below with probability {@code q}. Refuses unless overridden.
     *
     * @param q in (0, 1)
     * @throws IllegalArgumentException if q is not in (0, 1)
     * @throws UnsupportedOperationException if the loss describes no distribution
     */
    default double quantile(double z, double q) {
        return Loss.super.quantile(new DMatrixRMaj(1, 1), 0, q);
    }

    /**
     * The probability that the outcome is above zero. Refuses unless overridden.
     *
     * @throws UnsupportedOperationException if the loss describes no distribution
     */
    default double probabilityPositive(double z) {
        return Loss.super.probabilityPositive(new DMatrixRMaj(1, 1), 0);
    }

    @Override
    default int outputs() {
        return 1;
    }

    @Override
    default boolean allows(double[] labels) {
        return allows(labels[0]);
    }

    @Override
    default void value(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, LossMemory memory) {
        for (int b = 0; b < z.numRows; b++) {
            losses.data[b] = value(z.data[b], y.data[b]);
        }
    }

    @Override
    default void gradient(DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
        value(z, y, losses, memory);
        for (int b = 0; b < z.numRows; b++) {
            dz.data[b] = derivative(z.data[b], y.data[b]);
        }
    }

    @Override
    default double mean(DMatrixRMaj z, int row) {
        return mean(z.get(row, 0));
    }

    @Override
    default void meanGradient(DMatrixRMaj z, int row, DMatrixRMaj dz) {
        dz.set(row, 0, meanDerivative(z.get(row, 0)));
    }

    @Override
    default double quantile(DMatrixRMaj z, int row, double q) {
        return quantile(z.get(row, 0), q);
    }

    @Override
    default double probabilityPositive(DMatrixRMaj z, int row) {
        return probabilityPositive(z.get(row, 0));
    }

    @Override
    default double[] initialOutputs(DMatrixRMaj y, double[] weights) {
        return new double[] {initialOutput(Arrays.copyOf(y.data, y.numRows), weights)};
    }
}
