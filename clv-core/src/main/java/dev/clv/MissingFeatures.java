package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureSchema;
import dev.clv.value.ValueRegressor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts the features that customers had in training and some rows have not. What is computed from events is undefined
 * for some customers of every log, and for more as customers leave: it is missing only if most of those who bought
 * lately lack what nearly all of training had, as where the log has no products any more, or other ids of them. Not
 * thread-safe.
 */
final class MissingFeatures {

    /** Of the rows of training, so many had a feature that nearly all had. */
    private static final double NEARLY_ALL = 0.9;

    private static final double MOST = 0.5;

    /** What fewer customers lack may be chance. */
    private static final int FEWEST = 5;

    /** So many features are named, the most often missing first. */
    private static final int NAMED = 5;

    private final ValueRegressor regressor;
    private final FeatureProfile profile;
    private final Map<String, Integer> counts = new TreeMap<>();

    /** Of the features that are computed from events, the first columns of those that nearly all of training had. */
    private final int[] computed;

    private final int[] without; // of each, recent rows that lack it
    private int rows;
    private int recent;

    MissingFeatures(ValueRegressor regressor, FeatureProfile profile) {
        this.regressor = regressor;
        this.profile = profile;
        FeatureSchema schema = profile.schema();
        this.computed = IntStream.range(0, schema.size())
                .filter(column -> !profile.isGiven(column) && profile.missing()[column] <= 1 - NEARLY_ALL)
                .filter(column -> schema.firstColumn(schema.feature(column).name()) == column)
                .toArray();
        this.without = new int[computed.length];
    }

    /**
     * Takes a row.
     *
     * @param row (F); not modified
     * @param isRecent whether it is of a customer who bought in the last horizon
     * @param unread features of which is said already that they cannot be read
     */
    void add(double[] row, boolean isRecent, Set<String> unread) {
        rows++;
        for (String feature : regressor.missing(row)) {
            if (!unread.contains(feature)) {
                counts.merge(feature, 1, Integer::sum);
            }
        }
        recent += isRecent ? 1 : 0;
        for (int i = 0; i < computed.length; i++) {
            without[i] += isRecent && Double.isNaN(row[computed[i]]) ? 1 : 0;
        }
    }

    /**
     * Features that more rows lack than training lets one expect.
     *
     * @param told features of which is said already that nobody has them
     */
    Set<String> names(Set<String> told) {
        return missing(told).keySet();
    }

    /**
     * How many rows lack a feature.
     *
     * @param rows of so many
     * @param whose customers, in words; empty for all
     */
    private record Missing(int count, int rows, String whose) {

        @Override
        public String toString() {
            return count + " of " + rows + whose;
        }
    }

    private Map<String, Missing> missing(Set<String> told) {
        Map<String, Missing> missing = new TreeMap<>();
        counts.forEach((feature, count) -> {
            if (Surplus.isLarge(count, rows, before(feature))) {
                missing.put(feature, new Missing(count, rows, ""));
            }
        });
        for (int i = 0; i < computed.length; i++) {
            double before = profile.missing()[computed[i]];
            if (recent >= FEWEST && without[i] > MOST * recent && Surplus.isLarge(without[i], recent, before)) {
                missing.putIfAbsent(
                        profile.schema().feature(computed[i]).name(),
                        new Missing(without[i], recent, " recent customers"));
            }
        }
        missing.keySet().removeAll(told);
        return missing;
    }

    private double before(String feature) {
        double missing = profile.missing()[profile.schema().firstColumn(feature)];
        return missing < 1 ? missing : 0; // nothing that training never had is missing now
    }

    /**
     * One caution, or none if nothing is missing.
     *
     * @param told as in {@link #names}
     */
    List<Caution> cautions(Set<String> told) {
        Map<String, Missing> missing = missing(told);
        if (missing.isEmpty()) {
            return List.of();
        }
        String named = missing.entrySet().stream()
                .sorted(Map.Entry.<String, Missing>comparingByValue(Comparator.comparingInt(lack -> -lack.count()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED)
                .map(feature ->
                        "'" + feature.getKey() + "' for " + feature.getValue() + inTraining(before(feature.getKey())))
                .collect(Collectors.joining(", "));
        int more = missing.size() - NAMED;
        boolean events = missing.keySet().stream()
                .anyMatch(feature -> !profile.isGiven(profile.schema().firstColumn(feature)));
        return List.of(Caution.of(
                "missing_features",
                "Customers had these in training and they are missing now, so that the values may be far off: %s%s;"
                        + " give the model what it was trained with, such as the same attribute tables and columns%s.",
                named,
                more > 0 ? " and " + more + " more" : "",
                events ? ", and events with the same products and categories, written as they were then" : ""));
    }

    private static String inTraining(double share) {
        return share == 0 ? "" : String.format(Locale.ROOT, " (in training %.1f %%)", 100 * share);
    }
}
