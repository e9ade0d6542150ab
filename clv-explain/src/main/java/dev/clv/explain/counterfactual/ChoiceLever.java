package dev.clv.explain.counterfactual;

import dev.clv.explain.internal.Index;
import java.util.HashSet;
import java.util.List;

/** A categorical column that may change to one of some categories. */
record ChoiceLever(String name, int column, List<Double> codes) implements Lever {

    ChoiceLever {
        codes = List.copyOf(codes);
        if (column < 0) {
            throw new IllegalArgumentException("the column of '" + name + "' must not be negative, was " + column);
        }
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' must have at least one allowed category");
        }
        for (double code : codes) {
            if (!Double.isFinite(code)) {
                throw new IllegalArgumentException("the codes of '" + name + "' must be finite, one was " + code);
            }
        }
        if (new HashSet<>(codes).size() < codes.size()) {
            throw new IllegalArgumentException("the codes of '" + name + "' must be different, were " + codes);
        }
    }

    @Override
    public int values() {
        return codes.size();
    }

    @Override
    public double value(int index) {
        return codes.get(Index.require("value", index, codes.size()));
    }

    /** One change: categories are neither near nor far. */
    @Override
    public double cost(double from, double to) {
        return from == to ? 0 : 1;
    }
}
