package dev.clv.features.relative;

import dev.clv.features.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers of a kind, by name, in the order in which they are written. */
final class Inputs {

    private final List<Feature> features;

    private Inputs(List<Feature> features) {
        this.features = features;
    }

    /** @param lines a name, a unit and a description each, separated by bars */
    static Inputs of(String group, String... lines) {
        List<Feature> features = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split("\\|", -1);
            features.add(Feature.numeric(parts[0], parts[1], parts[2], group));
        }
        return new Inputs(List.copyOf(features));
    }

    List<Feature> features() {
        return features;
    }

    int size() {
        return features.size();
    }

    /** Writes numbers one after the other. */
    static final class Writer {

        private final double[] row;
        private int place;

        Writer(double[] row, int offset) {
            this.row = row;
            this.place = offset;
        }

        Writer put(double value) {
            row[place++] = value;
            return this;
        }

        /** A number that may be missing: 0 then, and behind it whether it is there. */
        Writer known(double value) {
            boolean there = !Double.isNaN(value);
            return put(there ? value : 0).put(there ? 1 : 0);
        }

        Writer putAll(double[] values) {
            Arrays.stream(values).forEach(this::put);
            return this;
        }

        int place() {
            return place;
        }
    }

    /** The logarithm of a ratio, within e^-limit and e^limit; a part of nothing counts as the least. */
    static double logRatio(double part, double whole, double limit) {
        if (!(part > 0)) {
            return -limit;
        }
        return whole > 0 ? Math.max(-limit, Math.min(limit, StrictMath.log(part / whole))) : limit;
    }

    static double log1p(double value) {
        return StrictMath.log1p(Math.max(0, value));
    }
}
