package dev.clv.examples.cli;

import dev.clv.decide.CsvRows;
import dev.clv.features.Feature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A feature's value as people read it: a number, or the name of a category. */
final class FeatureCell {

    /** Stands for a category outside those that were seen often enough in training. */
    private static final String OTHER = "(other)";

    private FeatureCell() {}

    /** A double, a category's name, or null when missing. */
    static @Nullable Object of(Feature feature, double value) {
        if (Double.isNaN(value)) {
            return null;
        }
        if (!feature.isCategorical()) {
            return value;
        }
        int code = (int) value;
        return code == feature.unknownCode() ? OTHER : feature.categories().get(code);
    }

    static void write(CsvRows csv, Feature feature, double value) throws IOException {
        if (of(feature, value) instanceof String category) {
            csv.text(category);
        } else {
            csv.number(value);
        }
    }
}
