package dev.clv.train;

import dev.clv.evaluate.Coverage;
import dev.clv.value.ConformalRegressor;
import dev.clv.value.ValueDistribution;
import java.util.Arrays;

/**
 * What is kept of the predictions of rows (R) by networks that had not seen the customer. Several threads may hand over
 * different rows; it is read when all are done.
 */
final class HeldOutPredictions {

    private final double[] labels;
    private final double[] means;
    private final double[] levels;
    private final double[] covered80;
    private final double[] covered90;
    private boolean points;

    /** @param labels values (R), in currency; not modified */
    HeldOutPredictions(double[] labels) {
        this.labels = labels;
        this.means = new double[labels.length];
        this.levels = new double[labels.length];
        this.covered80 = new double[labels.length];
        this.covered90 = new double[labels.length];
        for (double[] unknown : new double[][] {levels, covered80, covered90}) {
            Arrays.fill(unknown, Double.NaN);
        }
    }

    /** Takes the prediction of a row. */
    void take(int row, ValueDistribution predicted) {
        means[row] = predicted.mean();
        if (predicted.isPoint()) {
            points = true;
        } else {
            covered80[row] = Coverage.of(predicted, 0.8, labels[row]);
            covered90[row] = Coverage.of(predicted, 0.9, labels[row]);
            levels[row] = labels[row] > 0 ? ConformalRegressor.level(predicted, labels[row]) : Double.NaN;
        }
    }

    /** Whether only means are known. */
    boolean arePoints() {
        return points;
    }

    double mean(int row) {
        return means[row];
    }

    /** The level of the label among the positive values that were predicted; NaN unless it is positive. */
    double level(int row) {
        return levels[row];
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
