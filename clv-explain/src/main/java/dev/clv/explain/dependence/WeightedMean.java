package dev.clv.explain.dependence;

/**
 * The weighted mean of one number per row, as an estimate for all rows of their kind.
 *
 * @param mean the sum of weight times number, over the sum of weights
 * @param standardError by the spread of the rows; NaN for a single row, which has none
 */
record WeightedMean(double mean, double standardError) {

    /**
     * Of some rows. The squared standard error is n / (n - 1) times the sum of (share (number - mean))^2, a share being
     * a weight over the sum of weights (Cochran, "Sampling techniques", 1977, on the ratio estimator): with equal
     * weights the variance over n. A heavy row is one observation, not several.
     *
     * @param values one per row; only the first {@code rows} count
     * @param weights one per row, positive
     */
    static WeightedMean of(double[] values, double[] weights, int rows) {
        double total = 0;
        double sum = 0;
        for (int b = 0; b < rows; b++) {
            total += weights[b];
            sum += weights[b] * values[b];
        }
        double mean = sum / total;
        double squares = 0;
        for (int b = 0; b < rows; b++) {
            double deviation = weights[b] / total * (values[b] - mean);
            squares += deviation * deviation;
        }
        return new WeightedMean(mean, rows < 2 ? Double.NaN : Math.sqrt(squares * rows / (rows - 1)));
    }
}
