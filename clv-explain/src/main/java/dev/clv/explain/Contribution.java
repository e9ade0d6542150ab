package dev.clv.explain;

/**
 * The contribution of one feature, or one group of features, to a prediction.
 *
 * @param name the feature's, or the group's
 * @param group the group it belongs to; its own name if it is a group or stands alone
 * @param value in the units of the prediction, or of its logarithm under {@link Link#LOG}; finite
 * @param standardError of {@code value} against the exact value, not negative; 0 if it is exact
 */
public record Contribution(String name, String group, double value, double standardError) {

    /** Checks that both numbers are finite and the error not negative. */
    public Contribution {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the contribution of '" + name + "' must be finite, was " + value);
        }
        if (!(standardError >= 0 && standardError < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the standard error of '" + name + "' must be finite and not negative, was " + standardError);
        }
    }
}
