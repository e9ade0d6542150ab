package dev.clv.explain.shapley;

import dev.clv.explain.internal.RelativeError;

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

    /** See {@link RelativeError#of}. */
    double relativeError() {
        return RelativeError.of(values, errors);
    }
}
