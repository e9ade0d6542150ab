package dev.clv.train;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds features that know the label: those that rank the rows as the label does, whatever their unit or sign,
 * categories and few numbers that cut the label into tiers, those that separate the rows with a positive label from the
 * others, and {@link LabelSums columns that the label is made of}. Such a feature was usually measured after the fact
 * and is not there when it is needed. Each training origin is looked at by itself, since the label of a customer is
 * another at each.
 */
final class LabelCopies {

    /** From this rank correlation on, a feature is a copy whatever others are. */
    private static final double SAME_ORDER = 0.999;

    /** From this one on, it is a copy with some noise, if it is the only one of its kind. */
    private static final double ALMOST = 0.98;

    private static final double OTHERS = 0.9;
    private static final int MOST_ALMOST = 3;

    /** A number of so few different values may cut the label into tiers. */
    private static final int MOST_LEVELS = 12;

    private static final int SHOWN = 3;

    private final List<Feature> features;
    private final double[] order; // how far each feature follows the label at any origin; 0 if unknown
    private final boolean[] splits;
    private final boolean[] tiers; // whether a feature cuts the label into tiers and does not rank it

    private LabelCopies(TrainingRows rows) {
        this.features = rows.features().schema().features();
        this.order = new double[features.size()];
        this.splits = new boolean[features.size()];
        this.tiers = new boolean[features.size()];
        double[] labels = rows.labels();
        List<int[]> origins = origins(rows.features());
        List<double[]> labelsOfOrigins =
                origins.stream().map(origin -> select(labels, origin)).toList();
        int[] featureOf = IntStream.range(0, features.size())
                .flatMap(f -> IntStream.range(0, features.get(f).width()).map(i -> f))
                .toArray();
        rows.features()
                .forEachColumn((values, column) -> add(featureOf[column], rows, values, origins, labelsOfOrigins));
    }

    /** A feature of several columns knows as much of the label as the one that knows most. */
    private void add(int f, TrainingRows rows, double[] values, List<int[]> origins, List<double[]> labelsOfOrigins) {
        Feature feature = features.get(f);
        boolean numeric = !feature.isCategorical();
        boolean split = false;
        boolean cut = false;
        double most = 0;
        for (int o = 0; o < origins.size(); o++) {
            double[] some = select(values, origins.get(o));
            double[] theirs = labelsOfOrigins.get(o);
            split |= LabelSplit.isClean(some, theirs, numeric);
            double tier = numeric
                    ? tiersOfNumbers(rows, feature, some, theirs)
                    : CategoryOrder.of(some, theirs, feature.unknownCode());
            double ranked = numeric ? LabelOrder.of(some, theirs) : 0;
            cut |= tier >= ALMOST && ranked < ALMOST;
            most = Math.max(most, Math.max(tier, ranked));
        }
        splits[f] |= split;
        // What only tells positive labels from others is said to do so.
        boolean ranks = numeric && !cut;
        if (most > order[f] && (ranks || !split)) {
            order[f] = most;
            tiers[f] = cut;
        }
    }

    static List<Caution> cautions(TrainingRows rows) {
        LabelCopies found = new LabelCopies(rows);
        List<Caution> cautions = new ArrayList<>(found.cautions());
        int[] copies = found.copies();
        List<String> told = IntStream.range(0, found.splits.length)
                .filter(f -> found.splits[f] || Arrays.stream(copies).anyMatch(copy -> copy == f))
                .mapToObj(f -> found.features.get(f).name())
                .toList();
        cautions.addAll(LabelSums.cautions(rows, told));
        return cautions;
    }

    /** How far a column of few different numbers cuts the label into tiers; 0 of other features. */
    private static double tiersOfNumbers(TrainingRows rows, Feature feature, double[] values, double[] labels) {
        boolean given = rows.horizon() == null || feature.name().startsWith("attr.");
        return given && Arrays.stream(values).distinct().limit(MOST_LEVELS + 1).count() <= MOST_LEVELS
                ? CategoryOrder.of(values, labels, Double.NaN)
                : 0;
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
        double[] some = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = values[rows[i]];
        }
        return some;
    }

    private List<Caution> cautions() {
        int[] copies = copies();
        int[] numbers = IntStream.of(copies).filter(f -> !this.tiers[f]).toArray();
        int[] tiers = IntStream.of(copies).filter(f -> this.tiers[f]).toArray();
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

    private double least(int[] some) {
        return Math.floor(1000
                        * Arrays.stream(some).mapToDouble(f -> order[f]).min().orElse(1))
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

    private String named(int[] some, String one, String several) {
        List<String> names =
                Arrays.stream(some).mapToObj(f -> features.get(f).name()).toList();
        String shown = String.join("', '", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() == 1
                ? "Feature '" + shown + "' " + one
                : names.size() + " features ('" + shown + "'" + (names.size() > SHOWN ? ", ..." : "") + ") " + several;
    }
}
