package dev.clv.train;

import dev.clv.evaluate.Coverage;
import dev.clv.value.ValueDistribution;
import java.util.Arrays;

/**
 * What is predicted of rows (R) by networks that had not seen the customer, and whether intervals hold the labels.
 * Several threads may hand over different rows; it is read when all are done.
 */
final class HeldOutCoverage {

    private final double[] labels;
    private final double[] means;
    private final double[] covered80;
    private final double[] covered90;

    /** @param labels values (R), in currency; not modified */
    HeldOutCoverage(double[] labels) {
        this.labels = labels;
        this.means = new double[labels.length];
        this.covered80 = new double[labels.length];
        this.covered90 = new double[labels.length];
        Arrays.fill(covered80, Double.NaN);
        Arrays.fill(covered90, Double.NaN);
    }

    /** Takes the prediction of a row. */
    void take(int row, ValueDistribution predicted) {
        means[row] = predicted.mean();
        if (!predicted.isPoint()) {
            covered80[row] = Coverage.of(predicted, 0.8, labels[row]);
            covered90[row] = Coverage.of(predicted, 0.9, labels[row]);
        }
    }

    double mean(int row) {
        return means[row];
    }

    /** As {@link Coverage#of} of the interval of 80 %; NaN for a point. */
    double covered80(int row) {
        return covered80[row];
    }

    /** The same of 90 %. */
    double covered90(int row) {
        return covered90[row];
    }
}
