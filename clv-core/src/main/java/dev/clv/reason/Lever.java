package dev.clv.reason;

/**
 * A number that the business can act upon, and how far. Every feature without a lever stays as it is.
 *
 * @param feature a numeric feature of the model
 * @param min the least value it may take, in the feature's unit
 * @param max the greatest value it may take
 * @param step between the values it may take, which are {@code min}, {@code min + step}, ... up to {@code max}
 */
public record Lever(String feature, double min, double max, double step) implements Actionable {

    /** Checks that the bounds are finite and in order, and the step gives at most 10,000 values. */
    public Lever {
        if (!Double.isFinite(min) || !Double.isFinite(max) || !(min <= max)) {
            throw new IllegalArgumentException(
                    "the bounds of '" + feature + "' must be finite and in order, were " + min + " and " + max);
        }
        if (!(step > 0) || !((max - min) / step <= 10_000)) {
            throw new IllegalArgumentException(
                    "the step of '" + feature + "' must be positive and give at most 10,000 values, was " + step);
        }
    }
}
