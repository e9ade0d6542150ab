package dev.clv.reason;

import dev.clv.explain.counterfactual.Action;

/**
 * A number that the business can change, and its range. Every feature without a lever stays as it is.
 *
 * @param feature a numeric feature of the model
 * @param min the least value it may take, in the feature's unit
 * @param max the greatest value it may take
 * @param step between the values it may take, which are {@code min}, {@code min + step}, ... up to {@code max}
 */
public record Lever(String feature, double min, double max, double step) implements Actionable {

    /**
     * Checks bounds and step by the rules of an {@link Action}.
     *
     * @throws IllegalArgumentException if the bounds are not finite and in order, or the step does not give from 1 to
     *     10,000 values
     */
    public Lever {
        new Action(feature, 0, min, max, step);
    }
}
