package dev.clv.train;

import dev.clv.value.ConformalRegressor;
import dev.clv.value.ValueDistribution;
import java.util.Arrays;

/**
 * At which levels of their predictions, by networks that had not seen the customer, labels of rows (R) lie. Several
 * threads may hand over different rows; it is read when all are done.
 */
final class HeldOutLevels {

    private final double[] labels;
    private final double[] means;
    private final double[] levels;
    private boolean points;

    /** @param labels values (R), in currency; not modified */
    HeldOutLevels(double[] labels) {
        this.labels = labels;
        this.means = new double[labels.length];
        this.levels = new double[labels.length];
        Arrays.fill(levels, Double.NaN);
    }

    /** Takes the prediction of a row. */
    void take(int row, ValueDistribution predicted) {
        means[row] = predicted.mean();
        if (predicted.isPoint()) {
            points = true;
        } else if (labels[row] > 0) {
            levels[row] = ConformalRegressor.level(predicted, labels[row]);
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
}
