package dev.clv;

import static java.util.Objects.requireNonNull;

import dev.clv.baseline.BaselineRows;
import dev.clv.baseline.PastSpend;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.label.Horizon;
import dev.clv.label.Label;
import dev.clv.label.LabelWindow;
import dev.clv.label.Population;
import dev.clv.label.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everybody who bought before a cutoff, and what came of them in the horizon after it.
 *
 * @param customers their ids
 * @param features as of the cutoff, a row a customer
 * @param labels in the order of the rows
 * @param past what baselines see of the customers
 * @param over the values over further horizons, as far as the log has seen them
 */
record Outcome(
        List<String> customers,
        FeatureMatrix features,
        List<Label> labels,
        BaselineRows past,
        SortedMap<Duration, double[]> over) {

    /**
     * The outcome that a log has seen.
     *
     * @param others further horizons, of which those that the log has not seen are left out
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if nobody bought before the cutoff
     */
    static Outcome of(EventLog log, Instant cutoff, Horizon horizon, List<Duration> others, FeaturePipeline pipeline) {
        LabelWindow window = LabelWindow.observed(log, cutoff, horizon);
        List<String> customers = Population.buyersBefore(log, cutoff);
        if (customers.isEmpty()) {
            throw new IllegalArgumentException("nobody bought before " + cutoff + ", so there is nobody to evaluate");
        }
        List<Label> labels = new ArrayList<>(customers.size());
        List<PastSpend> past = new ArrayList<>(customers.size());
        for (String customer : customers) {
            CustomerHistory history = log.history(customer);
            labels.add(window.label(history));
            past.add(PastSpend.of(history.before(cutoff)));
        }
        SortedMap<Duration, double[]> over = new TreeMap<>();
        for (Duration other : others) {
            if (!new Horizon(other).after(cutoff, log.zone()).isAfter(log.observedUntil())) {
                LabelWindow further = LabelWindow.observed(log, cutoff, new Horizon(other));
                over.put(
                        other,
                        customers.stream()
                                .mapToDouble(customer ->
                                        further.label(log.history(customer)).value())
                                .toArray());
            }
        }
        return new Outcome(
                customers, pipeline.extract(log, customers, cutoff), labels, BaselineRows.of(past, horizon), over);
    }

    /** What a target measures of each customer; of another horizon, one that the log has seen. */
    double[] labels(Target target) {
        if (target.horizon() != null) {
            return requireNonNull(over.get(target.horizon().duration()));
        }
        return labels.stream().mapToDouble(target::measure).toArray();
    }

    /** How many customers' refunds exceeded their purchases, so that the label was floored at 0. */
    int floored() {
        return (int) labels.stream().filter(Label::floored).count();
    }
}
