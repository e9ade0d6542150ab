package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.internal.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts the categories that training did not know, and which of them are known ones in another spelling. Not
 * thread-safe.
 */
final class UnknownCategories {

    private static final int NAMED = 3;

    private final FeatureProfile profile;
    private final List<Count> counts = new ArrayList<>();

    UnknownCategories(FeatureProfile profile) {
        this.profile = profile;
        for (int f = 0; f < profile.schema().size(); f++) {
            if (profile.schema().feature(f).isCategorical()) {
                counts.add(new Count(f));
            }
        }
    }

    /**
     * Takes a row.
     *
     * @param number the row's number for {@code words}
     * @param row (F); not modified
     */
    void add(int number, double[] row, RowWords words) {
        counts.forEach(count -> count.add(number, row, words));
    }

    /** Features in which more rows have an unknown category than training lets one expect. */
    Set<String> names() {
        return counts.stream().filter(Count::isLarge).map(Count::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** One caution, or none. */
    List<Caution> cautions() {
        List<Count> large = counts.stream()
                .filter(Count::isLarge)
                .sorted(Comparator.comparingLong((Count count) -> count.unknown).reversed())
                .toList();
        if (large.isEmpty()) {
            return List.of();
        }
        boolean spelling = large.stream().anyMatch(count -> count.spelled > 0);
        return List.of(Caution.of(
                "unknown_categories",
                "%d of %d features with categories hold some that training did not know, and every such row is treated"
                        + " alike: %s%s. %s",
                large.size(),
                counts.size(),
                large.stream().limit(NAMED).map(Count::words).collect(Collectors.joining(", ")),
                large.size() > NAMED ? ", ..." : "",
                spelling
                        ? "Write them as in training."
                        : "Check that the column means the same as in training, or train again."));
    }

    private final class Count {

        private final int feature;
        private final Map<String, String> known = new HashMap<>();
        private long rows;
        private long unknown;
        private long spelled;
        private @Nullable String example;

        Count(int feature) {
            this.feature = feature;
            profile.schema()
                    .feature(feature)
                    .categories()
                    .forEach(category -> known.putIfAbsent(Spelling.folded(category), category));
        }

        void add(int number, double[] row, RowWords words) {
            if (Double.isNaN(row[feature])) {
                return;
            }
            rows++;
            if (profile.isUnknown(feature, row[feature])) {
                unknown++;
                Feature column = profile.schema().feature(feature);
                String word = words.of(number, column);
                String category = word == null ? null : known.get(Spelling.folded(word));
                if (word != null && category != null) {
                    // Nobody is told by it: it says the same as a category of many customers.
                    example = example == null ? "'" + Spelling.printable(word) + "' for '" + category + "'" : example;
                    spelled++;
                }
            }
        }

        private boolean isLarge() {
            double share = profile.unknown()[feature];
            return share < 1 && Surplus.isLarge(unknown, rows, share);
        }

        private String name() {
            return profile.schema().feature(feature).name();
        }

        private String words() {
            String words = String.format(
                    Locale.ROOT,
                    "'%s' in %d of %d rows (in training %.0f %%)",
                    name(),
                    unknown,
                    rows,
                    100 * profile.unknown()[feature]);
            return spelled == 0
                    ? words
                    : words + ", " + spelled + " of them known ones in another spelling, such as " + example;
        }
    }
}
