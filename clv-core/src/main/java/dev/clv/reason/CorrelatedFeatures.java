package dev.clv.reason;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.internal.Ranking;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs of numeric features that were strongly correlated in training, of which explanations must warn. A fact about
 * the population.
 *
 * <p>Spearman's rank correlation: Pearson's of the ranks, ties at their mean rank; ranks are those among a feature's
 * known values, and rows where both are known count. Features of several columns have no ranks and are passed over.
 *
 * @param pairs strongest first, equal ones in the order of the features
 */
record CorrelatedFeatures(List<Pair> pairs) {

    /**
     * Two strongly correlated features.
     *
     * @param correlation Spearman's rank correlation on the training rows, in [-1, 1]
     */
    record Pair(String feature, String other, double correlation) {}

    private static final double STRONG = 0.9;
    private static final int MOST_PAIRS = 100;

    /** Enough for two digits; more rows are thinned out evenly. */
    private static final int MOST_ROWS = 10_000;

    /** A correlation over fewer rows, or over fewer than half of them, says nothing about the population. */
    private static final int FEWEST_ROWS = 20;

    /** Copies the list. */
    CorrelatedFeatures {
        pairs = List.copyOf(pairs);
    }

    /** Writes the pairs into a section, which {@link #read} reads. */
    void write(Section out) {
        List<Section> sections = out.begin("pairs", pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            sections.get(i)
                    .put("feature", pair.feature())
                    .put("other", pair.other())
                    .put("correlation", pair.correlation());
        }
    }

    /**
     * The inverse of {@link #write}.
     *
     * @throws ModelFormatException if the section holds something else
     */
    static CorrelatedFeatures read(Section in) throws ModelFormatException {
        return new CorrelatedFeatures(in.readAll(
                "pairs",
                pair -> new Pair(pair.word("feature"), pair.word("other"), pair.number("correlation", -1, 1))));
    }

    /**
     * The pairs of the numeric features of training rows.
     *
     * @param rows of training, in an order that does not depend on the order of the input
     */
    static CorrelatedFeatures of(FeatureMatrix rows) {
        int size = Math.min(MOST_ROWS, rows.rows());
        int[] some = IntStream.range(0, size)
                .map(i -> (int) ((long) i * rows.rows() / size))
                .toArray();
        FeatureMatrix thinned = rows.select(some);
        double[][] ranks = new double[rows.schema().size()][];
        for (int j = 0; j < ranks.length; j++) {
            Feature feature = rows.schema().feature(j);
            boolean ordered = !feature.isCategorical() && feature.width() == 1;
            ranks[j] = ordered ? Ranking.ranks(thinned.column(j)) : new double[0];
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            Feature feature = rows.schema().feature(i);
            for (int j = i + 1; j < ranks.length; j++) {
                Feature other = rows.schema().feature(j);
                if (ranks[i].length > 0 && ranks[j].length > 0) {
                    double correlation = correlation(ranks[i], ranks[j]);
                    if (Math.abs(correlation) > STRONG) {
                        pairs.add(new Pair(feature.name(), other.name(), correlation));
                    }
                }
            }
        }
        return new CorrelatedFeatures(pairs.stream()
                .sorted(Comparator.comparingDouble(pair -> -Math.abs(pair.correlation())))
                .limit(MOST_PAIRS)
                .toList());
    }

    /** Over rows where both are known; 0 if they are too few or do not vary. */
    private static double correlation(double[] x, double[] y) {
        double[] a = new double[x.length];
        double[] b = new double[x.length];
        int known = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
                a[known] = x[i];
                b[known++] = y[i];
            }
        }
        if (known < FEWEST_ROWS || 2 * known < x.length) {
            return 0;
        }
        double correlation = Ranking.correlation(Arrays.copyOf(a, known), Arrays.copyOf(b, known));
        return Double.isNaN(correlation) ? 0 : Math.max(-1, Math.min(1, correlation));
    }
}
