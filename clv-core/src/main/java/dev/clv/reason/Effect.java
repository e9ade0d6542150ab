package dev.clv.reason;

/**
 * The effect of one feature of one customer on the predicted value, compared with the reference.
 *
 * @param feature which
 * @param value the customer's
 * @param typical the reference's: a mean over prototypes, or the other customer's own
 * @param amount in currency, finite; positive raises the value
 * @param standardError of {@code amount}, in currency, not negative; 0 when exact
 */
public record Effect(
        FeatureLabel feature, FeatureValue value, FeatureValue typical, double amount, double standardError) {

    /** The direction of an effect. */
    public enum Direction {
        /** Raises the value. */
        UP,
        /** Lowers it. */
        DOWN
    }

    /** Checks the numbers. */
    public Effect {
        if (!Double.isFinite(amount) || !(standardError >= 0 && standardError < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the effect of '" + feature.name()
                    + "' must be finite and its standard error not negative, were " + amount + " and " + standardError);
        }
    }

    /** {@link Direction#DOWN} for a negative amount, else {@link Direction#UP}. */
    public Direction direction() {
        return amount < 0 ? Direction.DOWN : Direction.UP;
    }

    /** Whether it differs from 0 by at least two standard errors. */
    public boolean significant() {
        return amount != 0 && Math.abs(amount) >= 2 * standardError;
    }
}
