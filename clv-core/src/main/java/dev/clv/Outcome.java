package dev.clv;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Everybody who bought before a cutoff, and what came of them in the horizon after it.
 *
 * @param customers their ids
 * @param features as of the cutoff, a row a customer
 * @param labels in the order of the rows
 * @param past what baselines see of the customers
 */
record Outcome(List<String> customers, FeatureMatrix features, List<Label> labels, BaselineRows past) {

    /**
     * The outcome that a log has seen.
     *
     * @throws dev.clv.label.UnobservedHorizonException if the log ends before the horizon does
     * @throws IllegalArgumentException if nobody bought before the cutoff
     */
    static Outcome of(EventLog log, Instant cutoff, Horizon horizon, FeaturePipeline pipeline) {
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
        return new Outcome(customers, pipeline.extract(log, customers, cutoff), labels, BaselineRows.of(past, horizon));
    }

    /** What a target measures of each customer. */
    double[] labels(Target target) {
        return labels.stream().mapToDouble(target::measure).toArray();
    }

    /** How many customers' refunds exceeded their purchases, so that the label was floored at 0. */
    int floored() {
        return (int) labels.stream().filter(Label::floored).count();
    }
}
