package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.value.ValueRegressor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the features that customers had in training and some rows have not. Not thread-safe. */
final class MissingFeatures {

    /** So many features are named, the most often missing first. */
    private static final int NAMED = 5;

    private final ValueRegressor regressor;
    private final FeatureProfile profile;
    private final Map<String, Integer> counts = new TreeMap<>();
    private int rows;

    MissingFeatures(ValueRegressor regressor, FeatureProfile profile) {
        this.regressor = regressor;
        this.profile = profile;
    }

    /**
     * Takes a row.
     *
     * @param row (F); not modified
     * @param unread features of which is said already that they cannot be read
     */
    void add(double[] row, Set<String> unread) {
        rows++;
        for (String feature : regressor.missing(row)) {
            if (!unread.contains(feature)) {
                counts.merge(feature, 1, Integer::sum);
            }
        }
    }

    /** Features that more rows lack than training lets one expect. */
    Set<String> names() {
        return counts.entrySet().stream()
                .filter(count -> Surplus.isLarge(count.getValue(), rows, before(count.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private double before(String feature) {
        double missing = profile.missing()[profile.schema().firstColumn(feature)];
        return missing < 1 ? missing : 0; // nothing that training never had is missing now
    }

    /** One caution, or none if nothing is missing. */
    List<Caution> cautions() {
        Set<String> names = names();
        if (names.isEmpty()) {
            return List.of();
        }
        String named = names.stream()
                .sorted(Comparator.comparing((String name) -> counts.getOrDefault(name, 0))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NAMED)
                .map(name -> "'" + name + "' for " + counts.get(name) + " of " + rows + inTraining(before(name)))
                .collect(Collectors.joining(", "));
        int more = names.size() - NAMED;
        return List.of(Caution.of(
                "missing_features",
                "Customers had these in training and they are missing now, so that the values may be far off: %s%s;"
                        + " give the model what it was trained with, such as the same attribute tables and columns.",
                named,
                more > 0 ? " and " + more + " more" : ""));
    }

    private static String inTraining(double share) {
        return share == 0 ? "" : String.format(Locale.ROOT, " (in training %.1f %%)", 100 * share);
    }
}
