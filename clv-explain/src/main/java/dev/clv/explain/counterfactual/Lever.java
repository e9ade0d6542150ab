package dev.clv.explain.counterfactual;

import java.util.List;

/**
 * A column that a {@link CounterfactualSearch} may change, and the values it may take. A column without a lever does
 * not change. Immutable; levers of the same column and values are equal.
 */
public sealed interface Lever permits RangeLever, ChoiceLever {

    /**
     * A numeric column and its range. The cost of a change is its size as a share of the range.
     *
     * @param name for people
     * @param column from 0
     * @param min the least value it may take
     * @param max the greatest value it may take
     * @param step between the values it may take, which are {@code min}, {@code min + step}, ... up to {@code max}
     * @throws IllegalArgumentException if the column is negative, the bounds are not finite and in order, or the step
     *     is not positive or gives more than 10,000 steps
     */
    static Lever range(String name, int column, double min, double max, double step) {
        return new RangeLever(name, column, min, max, step);
    }

    /**
     * A categorical column and the categories it may take. Every change costs 1.
     *
     * @param name for people
     * @param column from 0
     * @param codes of the allowed categories, at least one, finite and different; the first ones come first among
     *     equals
     * @throws IllegalArgumentException if the column is negative, or the codes are none, not finite or not different
     */
    static Lever choice(String name, int column, List<Double> codes) {
        return new ChoiceLever(name, column, codes);
    }

    /** The name of the column, for people. */
    String name();

    /** The column. */
    int column();

    /** The number of values the column may take. */
    int values();

    /**
     * One of these values.
     *
     * @throws IndexOutOfBoundsException if there is no such value
     */
    double value(int index);

    /** The cost of a change, from 0 to 1 between allowed values. */
    double cost(double from, double to);
}
