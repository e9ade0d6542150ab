package dev.clv;

import dev.clv.caution.Caution;
import dev.clv.features.prepare.FarValue;
import dev.clv.features.prepare.Growth;
import dev.clv.value.ValueRegressor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts the rows with a value far from all that training saw of a feature. Not thread-safe. */
final class FarValues {

    /** So many features are named, the one with the farthest value first. */
    private static final int NAMED = 3;

    private final ValueRegressor regressor;
    private final Growth growth;
    private final Map<String, Count> counts = new TreeMap<>();
    private int rows;

    FarValues(ValueRegressor regressor, Growth growth) {
        this.regressor = regressor;
        this.growth = growth;
    }

    /** @param row (F); not modified */
    void add(double[] row) {
        rows++;
        regressor.far(row, growth).forEach(far -> counts.merge(far.feature(), new Count(1, far), Count::plus));
    }

    /**
     * One caution, or none.
     *
     * @param told features whose drift is told already
     */
    List<Caution> cautions(Set<String> told) {
        List<Count> found = counts.values().stream()
                .filter(count -> !told.contains(count.worst.feature()))
                .sorted(Comparator.comparingDouble((Count count) -> count.worst.widths())
                        .reversed())
                .toList();
        if (found.isEmpty()) {
            return List.of();
        }
        return List.of(Caution.of(
                "far_values",
                "Some values lie far from all that training saw: %s%s. Their predictions mean little; check whether they"
                        + " are typing errors, codes for a missing value or in another unit, and correct them or leave"
                        + " them blank.",
                found.stream().limit(NAMED).map(this::words).collect(Collectors.joining(", ")),
                found.size() > NAMED ? " and " + (found.size() - NAMED) + " more features" : ""));
    }

    private String words(Count count) {
        FarValue worst = count.worst;
        return String.format(
                Locale.ROOT,
                "'%s' for %d of %d (training lies between %.3g and %.3g, and they are up to %.3g times the width of that"
                        + " beyond it)",
                worst.feature(),
                count.rows,
                rows,
                worst.low(),
                worst.high(),
                worst.widths());
    }

    private record Count(int rows, FarValue worst) {

        Count plus(Count other) {
            return new Count(rows + other.rows, worst.widths() >= other.worst.widths() ? worst : other.worst);
        }
    }
}
