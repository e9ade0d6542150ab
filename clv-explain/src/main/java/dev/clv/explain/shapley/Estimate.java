package dev.clv.explain.shapley;

/** Values and standard errors of all features, and standard errors of all groups. */
final class Estimate {

    private final double[] values;
    private final double[] errors;
    private final double[] groupErrors;

    Estimate(double[] values, double[] errors, double[] groupErrors) {
        this.values = values;
        this.errors = errors;
        this.groupErrors = groupErrors;
    }

    /** One per feature. */
    double[] values() {
        return values;
    }

    /** One per feature. */
    double[] errors() {
        return errors;
    }

    /** One per group. */
    double[] groupErrors() {
        return groupErrors;
    }

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
