package dev.clv.reason;

import java.util.List;

/**
 * A feature that the business can act upon, and the values it may take. A feature without a lever stays as it is.
 * Immutable; levers of the same feature and values are equal.
 */
public sealed interface Lever permits RangeLever, CategoryLever {

    /**
     * A number and its range.
     *
     * @param feature a numeric feature of the model
     * @param min the least value it may take, in the feature's unit
     * @param max the greatest value it may take
     * @param step between the values it may take, which are {@code min}, {@code min + step}, ... up to {@code max}
     * @throws IllegalArgumentException if the bounds are not finite and in order, or the step is not positive or gives
     *     more than 10,000 steps
     */
    static Lever range(String feature, double min, double max, double step) {
        return new RangeLever(feature, min, max, step);
    }

    /**
     * A category and what it may become: a membership tier, a channel.
     *
     * @param feature a categorical feature of the model
     * @param categories by name, at least one and different; the first ones come first among equals. A category that is
     *     not listed is out of reach
     * @throws IllegalArgumentException if there is no category, or one is listed twice
     */
    static Lever categories(String feature, List<String> categories) {
        return new CategoryLever(feature, categories);
    }

    /** The feature's name. */
    String feature();
}
