package dev.clv.explain.shapley;

/**
 * Values and standard errors of all features, and standard errors of all groups.
 *
 * @param values one per feature
 * @param errors one per feature
 * @param groupErrors one per group
 */
record Estimate(double[] values, double[] errors, double[] groupErrors) {

    /** The length of the error vector relative to that of the values; 0 when both are. */
    double relativeError() {
        double error = length(errors);
        return error == 0 ? 0 : error / length(values);
    }

    private static double length(double[] vector) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }
}
