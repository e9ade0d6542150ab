package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.CellForm;
import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the cells of numbers of training that hold something now and cannot be read as one. Not thread-safe. */
final class UnreadNumbers {

    /** So many features are named, the one with the most such cells first. */
    private static final int NAMED = 5;

    private final FeatureSchema schema;
    private final Map<String, Count> counts = new TreeMap<>();
    private int rows;

    UnreadNumbers(FeatureSchema schema) {
        this.schema = schema;
    }

    /**
     * Takes a row.
     *
     * @param number the row's number for {@code words}
     * @param row (F); not modified
     * @return the features whose cell could not be read
     */
    Set<String> add(int number, double[] row, RowWords words) {
        rows++;
        Set<String> unread = new HashSet<>();
        for (int f = 0; f < row.length; f++) {
            Feature feature = schema.feature(f);
            String word = feature.isCategorical() || !Double.isNaN(row[f]) ? null : words.of(number, feature);
            if (word != null && !CellForm.isMissing(word)) {
                unread.add(feature.name());
                counts.merge(feature.name(), new Count(feature.name(), 1, CellForm.quoted(word.strip())), Count::plus);
            }
        }
        return unread;
    }

    Set<String> names() {
        return counts.keySet();
    }

    /** One caution, or none. */
    List<Caution> cautions() {
        if (counts.isEmpty()) {
            return List.of();
        }
        int more = counts.size() - NAMED;
        return List.of(Caution.of(
                "unreadable_numbers",
                "These were numbers in training and cannot be read as such now, so that they count as missing: %s%s."
                        + " Write them as in training, or leave them blank.",
                counts.values().stream()
                        .sorted(Comparator.comparingInt(Count::cells).reversed().thenComparing(Count::feature))
                        .limit(NAMED)
                        .map(count -> "'" + count.feature + "' for " + count.cells + " of " + rows + ", such as "
                                + count.example)
                        .collect(Collectors.joining("; ")),
                more > 0 ? "; and " + more + " more" : ""));
    }

    private record Count(String feature, int cells, String example) {

        Count plus(Count other) {
            return new Count(feature, cells + other.cells, example);
        }
    }
}
