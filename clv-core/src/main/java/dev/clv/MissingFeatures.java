package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.value.ValueRegressor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the features that every customer had in training and some rows have not. Not thread-safe. */
final class MissingFeatures {

    /** So many features are named, the most often missing first. */
    private static final int NAMED = 5;

    private final ValueRegressor regressor;
    private final Map<String, Integer> counts = new TreeMap<>();
    private int rows;

    MissingFeatures(ValueRegressor regressor) {
        this.regressor = regressor;
    }

    static MissingFeatures of(ValueRegressor regressor, FeatureMatrix rows) {
        MissingFeatures missing = new MissingFeatures(regressor);
        double[] row = new double[rows.schema().size()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, row);
            missing.add(row);
        }
        return missing;
    }

    /** @param row (F); not modified */
    void add(double[] row) {
        rows++;
        regressor.missing(row).forEach(feature -> counts.merge(feature, 1, Integer::sum));
    }

    /** Features that at least one row has not. */
    Set<String> names() {
        return counts.keySet();
    }

    /** One caution, or none if nothing is missing. */
    List<Caution> cautions() {
        if (counts.isEmpty()) {
            return List.of();
        }
        String named = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED)
                .map(count -> "'" + count.getKey() + "' for " + count.getValue() + " of " + rows)
                .collect(Collectors.joining(", "));
        int more = counts.size() - NAMED;
        return List.of(Caution.of(
                "missing_features",
                "Every customer had these in training and they are missing now, so that the values may be far off: %s%s;"
                        + " give the model what it was trained with, such as the same attribute tables and columns.",
                named,
                more > 0 ? " and " + more + " more" : ""));
    }
}
