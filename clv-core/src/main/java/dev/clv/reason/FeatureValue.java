package dev.clv.reason;

import dev.clv.features.Feature;
import org.jspecify.annotations.Nullable;

/**
 * A feature's value as people read it: a number, the name of a category, {@link #VECTOR} where it is several numbers
 * that mean something only together, or unknown.
 *
 * @param number NaN for anything but a number; never infinite
 * @param category a category's name, or {@link #VECTOR}; null for a number and for an unknown value
 */
public record FeatureValue(double number, @Nullable String category) {

    /** The category of every value that was too rare in training. */
    public static final String OTHER_CATEGORY = "(other)";

    /** What stands for the numbers of a feature of several columns. */
    public static final String VECTOR = "(vector)";

    private static final FeatureValue UNKNOWN = new FeatureValue(Double.NaN, null);

    /** Refuses what is both a number and a category. */
    public FeatureValue {
        if (Double.isInfinite(number)) {
            throw new IllegalArgumentException("a feature's value must not be infinite; say unknown");
        }
        if (category != null && !Double.isNaN(number)) {
            throw new IllegalArgumentException("a value is a number or a category, was " + number + " and a category");
        }
    }

    /** A number, not NaN and not infinite. */
    public static FeatureValue number(double number) {
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException("a number must not be NaN; say unknown()");
        }
        return new FeatureValue(number, null);
    }

    /** A category. */
    public static FeatureValue category(String name) {
        return new FeatureValue(Double.NaN, name);
    }

    /** An unknown value. */
    public static FeatureValue unknown() {
        return UNKNOWN;
    }

    /**
     * What a value in a feature matrix means.
     *
     * @param value that of any of the feature's columns
     */
    public static FeatureValue of(Feature feature, double value) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        if (feature.width() > 1) {
            return category(VECTOR);
        }
        if (!feature.isCategorical()) {
            return number(value);
        }
        int code = (int) value;
        return category(
                code == feature.unknownCode()
                        ? OTHER_CATEGORY
                        : feature.categories().get(code));
    }

    /** Whether it is unknown. */
    public boolean hasNoValue() {
        return category == null && Double.isNaN(number);
    }
}
