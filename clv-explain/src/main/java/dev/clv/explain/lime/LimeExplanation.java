package dev.clv.explain.lime;

import java.util.List;

/**
 * A linear model of the predictor around one row. Its coefficients are local slopes and do not add up to the prediction;
 * how far to trust them is what {@code r2} says.
 *
 * @param coefficients of the features in use, largest magnitude first
 * @param intercept the local model's
 * @param prediction the predictor's, for the row
 * @param localPrediction the local model's, for the row
 * @param r2 the weighted share of the predictor's variance around the row that the local model reproduces, at most 1
 * @param samples how many rows the local model was fitted to, the row itself included; as many were predicted
 */
public record LimeExplanation(
        List<Coefficient> coefficients,
        double intercept,
        double prediction,
        double localPrediction,
        double r2,
        int samples) {

    /** Copies the list. */
    public LimeExplanation {
        coefficients = List.copyOf(coefficients);
    }

    /**
     * How exact it is as a whole: the root of the sum of squared standard errors, relative to that of the coefficients; 0
     * when it is exact, infinite when all coefficients are 0 but not all errors. At most the target error where the samples
     * sufficed for that.
     */
    public double relativeError() {
        double error = 0;
        double size = 0;
        for (Coefficient coefficient : coefficients) {
            error += coefficient.standardError() * coefficient.standardError();
            size += coefficient.value() * coefficient.value();
        }
        return error == 0 ? 0 : Math.sqrt(error) / Math.sqrt(size);
    }

    /**
     * One feature's slope.
     *
     * @param name the feature's
     * @param column its column
     * @param value change of the prediction per standard deviation of a numeric feature; for a categorical one, the
     *     change from another category to the row's own
     * @param standardError from the random samples
     */
    public record Coefficient(String name, int column, double value, double standardError) {}
}
