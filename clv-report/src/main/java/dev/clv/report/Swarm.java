package dev.clv.report;

import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.FeatureLabel;
import dev.clv.reason.Wording;
import dev.clv.report.internal.Axis;
import dev.clv.report.internal.SwarmChart;
import dev.clv.report.internal.SwarmChart.Dot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The effects of features on explained customers, most important feature first: a beeswarm whose dots are groups of at
 * least five customers with neighbouring effects, so that it shows no single one.
 */
final class Swarm {

    /** Groups of a feature; as many as there is room for, each of five customers or more. */
    private static final int GROUPS = 60;

    private Swarm() {}

    /** A feature and its effects, one a customer. */
    record Row(FeatureLabel feature, List<Effect> effects) {

        double importance() {
            return effects.stream()
                    .mapToDouble(effect -> Math.abs(effect.amount()))
                    .average()
                    .orElse(0);
        }
    }

    /** The features by importance: the mean absolute effect. */
    static List<Row> rows(List<Explanation> explanations) {
        Map<FeatureLabel, List<Effect>> effects = new LinkedHashMap<>();
        explanations.forEach(explanation -> explanation
                .effects()
                .forEach(effect -> effects.computeIfAbsent(effect.feature(), feature -> new ArrayList<>())
                        .add(effect)));
        return effects.entrySet().stream()
                .map(each -> new Row(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingDouble(row -> -row.importance()))
                .toList();
    }

    static SwarmChart chart(List<Row> rows, Wording wording, String axis, Axis effect, String level, String customers) {
        List<Dot> dots = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            add(dots, r, rows.get(r).effects());
        }
        return new SwarmChart(
                axis,
                rows.stream().map(row -> wording.feature(row.feature())).toList(),
                effect,
                level,
                customers,
                dots);
    }

    private static void add(List<Dot> dots, int row, List<Effect> effects) {
        double[] levels = levels(effects);
        Integer[] order = new Integer[effects.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> effects.get(i).amount()));
        int size = Math.max(SmallGroups.FEWEST, (order.length + GROUPS - 1) / GROUPS);
        for (int from = 0; from + size <= order.length; from += size) {
            // The last group takes what is left.
            int to = from + 2 * size > order.length ? order.length : from + size;
            double effect = 0;
            double level = 0;
            int known = 0;
            for (int i = from; i < to; i++) {
                effect += effects.get(order[i]).amount();
                if (!Double.isNaN(levels[order[i]])) {
                    level += levels[order[i]];
                    known++;
                }
            }
            dots.add(new Dot(row, effect / (to - from), known == 0 ? Double.NaN : level / known, to - from));
        }
    }

    /** Ranks of the values, from 0 to 1, equal values the same; NaN of categories and what is unknown. */
    private static double[] levels(List<Effect> effects) {
        double[] values = effects.stream()
                .mapToDouble(effect ->
                        effect.value().category() == null ? effect.value().number() : Double.NaN)
                .toArray();
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] levels = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (Double.isNaN(value) || sorted.length < 2) {
                levels[i] = Double.NaN;
                continue;
            }
            int below = lowerBound(sorted, value, false);
            int upTo = lowerBound(sorted, value, true);
            levels[i] = (below + upTo - 1) / 2.0 / (sorted.length - 1);
        }
        return levels;
    }

    /** How many are below a value, or also equal to it. */
    private static int lowerBound(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
