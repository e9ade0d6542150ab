package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureSchema;
import dev.clv.internal.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds features that know the label: one that ranks the rows as the label does, whatever its unit or sign, and one
 * that separates the rows with a positive label from the others without an error. Such a feature was usually measured
 * after the fact and is not there when it is needed.
 */
final class LabelCopies {

    private static final double SAME_ORDER = 0.999;

    /** A look at so many rows spares the others where they disagree. */
    private static final int LOOK = 500;

    private static final double LOOK_ORDER = 0.98;

    /** Fewer rows agree by chance. */
    private static final int FEWEST = 20;

    private static final int SHOWN = 3;

    private final TrainingRows rows;
    private final double[] labels;

    private LabelCopies(TrainingRows rows) {
        this.rows = rows;
        this.labels = rows.labels();
    }

    static List<Caution> cautions(TrainingRows rows) {
        return new LabelCopies(rows).cautions();
    }

    private List<Caution> cautions() {
        FeatureSchema schema = rows.features().schema();
        List<String> copies = new ArrayList<>();
        List<String> splits = new ArrayList<>();
        for (int feature = 0; feature < schema.size(); feature++) {
            double[] values = rows.features().column(feature);
            String name = schema.feature(feature).name();
            boolean numeric = schema.feature(feature).categories().isEmpty();
            if (numeric && ranksAsTheLabel(values)) {
                copies.add(name);
            } else if (numeric ? aThresholdSeparates(values) : categoriesSeparate(values)) {
                splits.add(name);
            }
        }
        List<Caution> cautions = new ArrayList<>();
        if (!copies.isEmpty()) {
            cautions.add(Caution.of(
                    "label_copy",
                    "%s the rows in the order of the label (rank correlation of at least %s): leave it out unless it is"
                            + " really known when predictions are made, for otherwise they will be much worse than the"
                            + " evaluation says.",
                    named(copies, "ranks", "rank"),
                    SAME_ORDER));
        }
        if (!splits.isEmpty()) {
            cautions.add(Caution.of(
                    "label_split",
                    "%s all rows with a positive label from all others without an error: leave it out unless it is really"
                            + " known when predictions are made, for otherwise they will be much worse than the"
                            + " evaluation says.",
                    named(splits, "separates", "separate")));
        }
        return cautions;
    }

    private static String named(List<String> names, String one, String several) {
        String shown = String.join("', '", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() == 1
                ? "Feature '" + shown + "' " + one
                : names.size() + " features ('" + shown + "'" + (names.size() > SHOWN ? ", ..." : "") + ") " + several;
    }

    private boolean ranksAsTheLabel(double[] values) {
        int[] known = IntStream.range(0, values.length)
                .filter(row -> !Double.isNaN(values[row]))
                .toArray();
        if (known.length < FEWEST) {
            return false;
        }
        int stride = known.length / LOOK + 1;
        int[] some = IntStream.range(0, known.length / stride)
                .map(i -> known[i * stride])
                .toArray();
        // A look in which all labels are equal says nothing.
        double first = order(values, some);
        return (stride == 1 || Double.isNaN(first) || first >= LOOK_ORDER)
                && (stride == 1 ? first : order(values, known)) >= SAME_ORDER;
    }

    private double order(double[] values, int[] selected) {
        double[] a = Ranking.ranks(select(values, selected));
        double[] b = Ranking.ranks(select(labels, selected));
        return Math.abs(Ranking.correlation(a, b));
    }

    private static double[] select(double[] values, int[] selected) {
        return Arrays.stream(selected).mapToDouble(row -> values[row]).toArray();
    }

    private boolean aThresholdSeparates(double[] values) {
        double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        int[] count = new int[2];
        for (int row = 0; row < values.length; row++) {
            int kind = labels[row] > 0 ? 1 : 0;
            if (!Double.isNaN(values[row])) {
                count[kind]++;
                least[kind] = Math.min(least[kind], values[row]);
                most[kind] = Math.max(most[kind], values[row]);
            }
        }
        return count[0] >= FEWEST && count[1] >= FEWEST && (least[1] > most[0] || most[1] < least[0]);
    }

    private boolean categoriesSeparate(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i], values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] count = new int[2];
        for (int i = 0; i < order.length; i++) {
            int kind = labels[order[i]] > 0 ? 1 : 0;
            count[kind]++;
            boolean sameCategory = i > 0 && Double.compare(values[order[i]], values[order[i - 1]]) == 0;
            if (sameCategory && kind != (labels[order[i - 1]] > 0 ? 1 : 0)) {
                return false;
            }
        }
        return count[0] >= FEWEST && count[1] >= FEWEST;
    }
}
