package dev.clv.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says which metrics are undefined, and why. */
final class UndefinedMetrics {

    private static final int FEWEST_RANKED = 3;

    private UndefinedMetrics() {}

    /** One sentence for each reason; none if every metric that was measured is defined. */
    static List<String> notes(Scores scores) {
        Map<String, List<String>> metrics = new LinkedHashMap<>();
        scores.metrics().forEach((metric, value) -> {
            if (Double.isNaN(value)) {
                metrics.computeIfAbsent(reason(scores, metric), any -> new ArrayList<>())
                        .add(metric.label());
            }
        });
        List<String> notes = new ArrayList<>();
        metrics.forEach((reason, names) -> notes.add(
                reason + ", so " + listed(names) + (names.size() == 1 ? " is undefined." : " are undefined.")));
        return notes;
    }

    /** One sentence if any of some metrics is undefined in a segment, else none. */
    static List<String> notes(Map<String, Map<String, Scores>> segments, List<Metric> shown) {
        int all = 0;
        int concerned = 0;
        Map<String, Integer> reasons = new LinkedHashMap<>();
        for (Map<String, Scores> division : segments.values()) {
            for (Scores scores : division.values()) {
                all++;
                List<String> found = shown.stream()
                        .filter(metric -> scores.has(metric) && Double.isNaN(scores.get(metric)))
                        .map(metric -> reason(scores, metric))
                        .distinct()
                        .toList();
                found.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
                concerned += found.isEmpty() ? 0 : 1;
            }
        }
        return reasons.isEmpty()
                ? List.of()
                : List.of("Metrics are undefined in " + concerned + " of the " + all + " segments: "
                        + reasons.entrySet().stream()
                                .map(count ->
                                        Character.toLowerCase(count.getKey().charAt(0))
                                                + count.getKey().substring(1) + " in " + count.getValue())
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private static String reason(Scores scores, Metric metric) {
        if (metric.compareTo(Metric.BRIER) >= 0) {
            return "Some predicted distributions have no finite quantiles";
        }
        if (Double.isNaN(scores.get(Metric.RMSE))) {
            return "Some values are so large that their squares overflow";
        }
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
