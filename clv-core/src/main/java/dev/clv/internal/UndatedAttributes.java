package dev.clv.internal;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds attributes without a time. They count as always known, so that a table made today tells a training or an
 * evaluation in the past what happened since. Not thread-safe.
 */
public final class UndatedAttributes {

    /** The key of the caution. */
    public static final String KEY = "attributes_without_time";

    /** An attribute of which fewer values than one in so many have a time does not carry times. */
    private static final int ONE_IN = 20;

    private static final int NAMED = 3;

    private final Map<String, Tally> tallies = new TreeMap<>();
    private int customers;

    /** @param attributes what a model made of each; those that it ignores do no harm */
    public UndatedAttributes(List<ColumnReport> attributes) {
        for (ColumnReport attribute : attributes) {
            if (attribute.kind() != Kind.IGNORED) {
                tallies.put(attribute.column(), new Tally());
            }
        }
    }

    /** Takes a customer. */
    public void add(CustomerHistory history) {
        customers++;
        if (tallies.isEmpty()) {
            return;
        }
        Map<String, Boolean> dated = new HashMap<>();
        for (AttributeChange change : history.events(AttributeChange.class)) {
            dated.merge(change.name(), !change.time().equals(Instant.MIN), Boolean::logicalOr);
        }
        dated.forEach((name, isDated) -> {
            Tally tally = tallies.get(name);
            if (tally != null) {
                tally.add(isDated);
            }
        });
    }

    /**
     * What to say about them; empty if there is none.
     *
     * @param when such as {@code "at 2024-01-01T00:00:00Z"}
     */
    public Optional<String> sentence(String when) {
        List<String> found = tallies.entrySet().stream()
                .filter(tally -> tally.getValue().isUndated())
                .map(tally -> "'" + Spelling.printable(tally.getKey()) + "' of " + tally.getValue().undated)
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        boolean one = found.size() == 1;
        return Optional.of(String.format(
                Locale.ROOT,
                "%d %s of the %d customers %s without a time (%s%s) and %s as known %s already. If the values were"
                        + " written down later, those that follow from what customers did until then, such as a status or"
                        + " a total, tell the model the future, and metrics flatter: give each value the time from which"
                        + " on it holds (the column 'time' in a table of attributes), or leave such attributes out. What"
                        + " never changes, such as a birthday, does no harm.",
                found.size(),
                one ? "attribute" : "attributes",
                customers,
                one ? "comes" : "come",
                found.stream().limit(NAMED).collect(Collectors.joining(", ")),
                found.size() > NAMED ? ", ..." : "",
                one ? "counts" : "count",
                when));
    }

    private static final class Tally {

        private int dated;
        private int undated;

        void add(boolean isDated) {
            dated += isDated ? 1 : 0;
            undated += isDated ? 0 : 1;
        }

        boolean isUndated() {
            return undated > 0 && ONE_IN * dated < undated;
        }
    }
}
