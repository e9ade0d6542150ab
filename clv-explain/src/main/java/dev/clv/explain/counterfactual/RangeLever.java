package dev.clv.explain.counterfactual;

import dev.clv.explain.internal.Index;

/** A numeric column that may change within a range, by steps. */
record RangeLever(String name, int column, double min, double max, double step) implements Lever {

    private static final int MOST_STEPS = 10_000;

    RangeLever {
        if (column < 0) {
            throw new IllegalArgumentException("the column of '" + name + "' must not be negative, was " + column);
        }
        if (!Double.isFinite(min) || !Double.isFinite(max) || !(min <= max)) {
            throw new IllegalArgumentException(
                    "the bounds of '" + name + "' must be finite and in order, were " + min + " and " + max);
        }
        if (!(step > 0) || !((max - min) / step <= MOST_STEPS)) {
            throw new IllegalArgumentException(
                    "the step of '" + name + "' must be positive and give at most 10,000 steps, was " + step);
        }
    }

    @Override
    public int values() {
        // A last step that rounding shortens still counts.
        return 1 + (int) Math.floor((max - min) / step + 1e-9);
    }

    @Override
    public double value(int index) {
        return Math.min(max, min + Index.require("value", index, values()) * step);
    }

    /** The size of the change as a share of the whole range. */
    @Override
    public double cost(double from, double to) {
        return max == min ? 0 : Math.abs(to - from) / (max - min);
    }
}
