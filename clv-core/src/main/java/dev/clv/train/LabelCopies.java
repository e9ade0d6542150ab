package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds features that know the label: those that rank the rows as the label does, whatever their unit or sign,
 * categories that cut the label into tiers, and those that separate the rows with a positive label from the others.
 * Such a feature was usually measured after the fact and is not there when it is needed. Each training origin is looked
 * at by itself, since the label of a customer is another at each.
 */
final class LabelCopies {

    /** From this rank correlation on, a feature is a copy whatever others are. */
    private static final double SAME_ORDER = 0.999;

    /** From this one on, it is a copy with some noise, if it is the only one of its kind. */
    private static final double ALMOST = 0.98;

    private static final double OTHERS = 0.9;
    private static final int MOST_ALMOST = 3;

    private static final int SHOWN = 3;

    private final FeatureSchema schema;
    private final double[] order; // how far each feature follows the label at any origin; 0 if unknown
    private final boolean[] splits;

    private LabelCopies(TrainingRows rows) {
        FeatureMatrix features = rows.features();
        this.schema = features.schema();
        this.order = new double[schema.size()];
        this.splits = new boolean[schema.size()];
        double[] labels = rows.labels();
        List<int[]> origins = origins(features);
        for (int feature = 0; feature < schema.size(); feature++) {
            double[] values = features.column(feature);
            boolean numeric = !schema.feature(feature).isCategorical();
            for (int[] origin : origins) {
                double[] some = select(values, origin);
                double[] theirs = select(labels, origin);
                splits[feature] |= LabelSplit.isClean(some, theirs, numeric);
                order[feature] = Math.max(
                        order[feature],
                        numeric
                                ? LabelOrder.of(some, theirs)
                                : CategoryOrder.of(
                                        some, theirs, schema.feature(feature).unknownCode()));
            }
            // A category that only tells positive labels from others is said to do so.
            order[feature] = !numeric && splits[feature] ? 0 : order[feature];
        }
    }

    static List<Caution> cautions(TrainingRows rows) {
        return new LabelCopies(rows).cautions();
    }

    private static List<int[]> origins(FeatureMatrix features) {
        Map<Instant, List<Integer>> origins = new TreeMap<>();
        for (int row = 0; row < features.rows(); row++) {
            origins.computeIfAbsent(features.cutoff(row), cutoff -> new ArrayList<>())
                    .add(row);
        }
        return origins.values().stream()
                .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static double[] select(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    private List<Caution> cautions() {
        int[] copies = copies();
        int[] numbers = IntStream.of(copies).filter(f -> !isCategorical(f)).toArray();
        int[] tiers = IntStream.of(copies).filter(this::isCategorical).toArray();
        List<Caution> cautions = new ArrayList<>();
        if (numbers.length > 0) {
            cautions.add(Caution.of(
                    "label_copy",
                    "%s the rows in the order of the label (rank correlation of at least %.3f, of other features at most"
                            + " %.2f): leave it out unless it is really known when predictions are made, for otherwise"
                            + " they will be much worse than the evaluation says.",
                    named(numbers, "ranks", "rank"),
                    least(numbers),
                    nextBest(copies)));
        }
        if (tiers.length > 0) {
            cautions.add(Caution.of(
                    "label_copy",
                    "%s the label into tiers by its categories (correlation with the label's order, at most 1 for as"
                            + " many categories, of at least %.3f, of other features at most %.2f): leave it out unless"
                            + " it is really known when predictions are made, for otherwise they will be much worse than"
                            + " the evaluation says.",
                    named(tiers, "cuts", "cut"),
                    least(tiers),
                    nextBest(copies)));
        }
        int[] split = IntStream.range(0, splits.length)
                .filter(f -> splits[f] && Arrays.stream(copies).noneMatch(copy -> copy == f))
                .toArray();
        if (split.length > 0) {
            cautions.add(Caution.of(
                    "label_split",
                    "%s all rows with a positive label from all others, with hardly an error: leave it out unless it is"
                            + " really known when predictions are made, for otherwise they will be much worse than the"
                            + " evaluation says.",
                    named(split, "separates", "separate")));
        }
        return cautions;
    }

    private boolean isCategorical(int feature) {
        return schema.feature(feature).isCategorical();
    }

    private double least(int[] features) {
        return Math.floor(1000
                        * Arrays.stream(features)
                                .mapToDouble(f -> order[f])
                                .min()
                                .orElse(1))
                / 1000;
    }

    private int[] copies() {
        int[] almost =
                IntStream.range(0, order.length).filter(f -> order[f] >= ALMOST).toArray();
        return almost.length <= MOST_ALMOST && nextBest(almost) < OTHERS
                ? almost
                : IntStream.range(0, order.length)
                        .filter(f -> order[f] >= SAME_ORDER)
                        .toArray();
    }

    private double nextBest(int[] copies) {
        return IntStream.range(0, order.length)
                .filter(f -> Arrays.stream(copies).noneMatch(copy -> copy == f))
                .mapToDouble(f -> order[f])
                .max()
                .orElse(0);
    }

    private String named(int[] features, String one, String several) {
        List<String> names =
                Arrays.stream(features).mapToObj(f -> schema.feature(f).name()).toList();
        String shown = String.join("', '", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() == 1
                ? "Feature '" + shown + "' " + one
                : names.size() + " features ('" + shown + "'" + (names.size() > SHOWN ? ", ..." : "") + ") " + several;
    }
}
