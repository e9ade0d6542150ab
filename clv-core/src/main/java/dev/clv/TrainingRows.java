package dev.clv;

import dev.clv.evaluate.PastSpend;
import dev.clv.features.RowKey;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.Label;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom to learn from, and what came of them: everybody who had bought, at every training origin. Rows are ordered by
 * origin, then customer, whatever the order of the events.
 */
final class TrainingRows {

    private final List<Instant> cutoffs;
    private final List<RowKey> keys = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<PastSpend> past = new ArrayList<>();

    private TrainingRows(List<Instant> cutoffs) {
        this.cutoffs = cutoffs;
    }

    /** @param cutoffs latest first; the log must have seen the horizon after each */
    static TrainingRows of(EventLog log, List<Instant> cutoffs, Horizon horizon) {
        TrainingRows rows = new TrainingRows(List.copyOf(cutoffs));
        for (Instant cutoff : cutoffs) {
            LabelWindow window = LabelWindow.observed(log, cutoff, horizon);
            for (String customer : log.customers()) {
                CustomerHistory whole = log.history(customer);
                CustomerHistory known = whole.before(cutoff);
                if (Population.hasBought(known)) {
                    rows.keys.add(new RowKey(customer, cutoff));
                    rows.labels.add(window.label(whole));
                    rows.past.add(PastSpend.of(known));
                }
            }
        }
        return rows;
    }

    List<RowKey> keys() {
        return keys;
    }

    /** Values in currency, one per row. */
    double[] labels() {
        return labels.stream().mapToDouble(Label::value).toArray();
    }

    List<PastSpend> past() {
        return past;
    }

    /** The origins, latest first, at which nobody had bought yet. */
    List<Instant> emptyOrigins() {
        Set<Instant> used = keys.stream().map(RowKey::cutoff).collect(Collectors.toSet());
        return cutoffs.stream().filter(cutoff -> !used.contains(cutoff)).toList();
    }

    int customers() {
        return (int) keys.stream().map(RowKey::customer).distinct().count();
    }

    double positiveShare() {
        return labels.stream().filter(label -> label.value() > 0).count() / (double) Math.max(1, labels.size());
    }

    TrainingSummary summary(List<String> constantFeatures) {
        int floored = (int) labels.stream().filter(Label::floored).count();
        return new TrainingSummary(cutoffs, keys.size(), customers(), floored, positiveShare(), constantFeatures);
    }
}
