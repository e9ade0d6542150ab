package dev.clv.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which metrics of values and of their order are undefined, and why. */
final class UndefinedMetrics {

    private static final int FEWEST_RANKED = 3;

    private UndefinedMetrics() {}

    /** One sentence for each reason; none if every such metric that was measured is defined. */
    static List<String> notes(Scores scores) {
        Map<String, List<String>> metrics = new LinkedHashMap<>();
        scores.metrics().forEach((metric, value) -> {
            if (Double.isNaN(value) && metric.compareTo(Metric.BRIER) < 0) {
                metrics.computeIfAbsent(reason(scores, metric), any -> new ArrayList<>())
                        .add(metric.label());
            }
        });
        List<String> notes = new ArrayList<>();
        metrics.forEach((reason, names) -> notes.add(
                reason + ", so " + listed(names) + (names.size() == 1 ? " is undefined." : " are undefined.")));
        return notes;
    }

    private static String reason(Scores scores, Metric metric) {
        long positive = Math.round((1 - scores.zeroShare()) * scores.count());
        boolean ofBuyers = metric == Metric.SPEARMAN_POS;
        if (positive == 0) {
            return "Nobody has a positive true value";
        }
        if (positive == scores.count() && (metric == Metric.AUC || metric == Metric.AUC_P_POSITIVE)) {
            return "Everybody has a positive true value";
        }
        if (scores.count() < FEWEST_RANKED) {
            return "There are fewer than 3 customers";
        }
        if (Double.isNaN(scores.get(Metric.R2))) {
            return "All " + scores.count() + " true values are equal";
        }
        if (ofBuyers && positive < FEWEST_RANKED) {
            return "Only " + positive + " of the " + scores.count() + " true values " + (positive == 1 ? "is" : "are")
                    + " positive";
        }
        return ofBuyers
                ? "Among those with a positive true value, all predictions or all true values are equal"
                : "All predictions are equal";
    }

    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
