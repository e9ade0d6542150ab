package dev.clv.train;

import dev.clv.features.DoubleSort;
import dev.clv.internal.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far a category follows the label: the correlation ratio of the label's ranks, less what chance explains with as
 * many categories, divided by the largest that categories of these sizes can have, on all rows whose category is known
 * or on those of them with a positive label, whichever is larger. It is 1 where every category holds the labels between
 * two limits, as a label does that was cut into tiers.
 */
final class CategoryOrder {

    /** With fewer rows of a category on average, chance explains too much. */
    private static final int ROWS_OF_A_CATEGORY = 20;

    /** Of fewer rows with a positive label, one category holds all by chance. */
    private static final int FEWEST_POSITIVE = 20;

    /** Of fewer rows with a known category, the rows without one say more. */
    private static final double MOST_KNOWN = 0.8;

    private CategoryOrder() {}

    /**
     * In [0, 1]; 0 where too few rows are known or have a positive label, or nothing varies.
     *
     * @param codes one per row; NaN where missing
     * @param labels in the same order
     * @param unknown the code that infrequent categories share
     */
    static double of(double[] codes, double[] labels, double unknown) {
        int[] known = IntStream.range(0, codes.length)
                .filter(row -> !Double.isNaN(codes[row]) && codes[row] != unknown)
                .toArray();
        if (known.length < MOST_KNOWN * codes.length) {
            return 0;
        }
        int[] positive = IntStream.of(known).filter(row -> labels[row] > 0).toArray();
        return positive.length < FEWEST_POSITIVE
                ? 0
                : Math.max(order(codes, labels, known), order(codes, labels, positive));
    }

    private static double order(double[] codes, double[] labels, int[] rows) {
        double[] ofRows = new double[rows.length];
        double[] ofLabels = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ofRows[i] = codes[rows[i]];
            ofLabels[i] = labels[rows[i]];
        }
        double[] ranks = Ranking.ranks(ofLabels);
        List<double[]> categories = categories(ofRows, ranks);
        int count = categories.size();
        if (count < 2 || rows.length < ROWS_OF_A_CATEGORY * count) {
            return 0;
        }
        int[] sizes = categories.stream()
                .sorted(Comparator.comparingDouble(CategoryOrder::mean))
                .mapToInt(category -> category.length)
                .toArray();
        double explained = explained(categories, ranks);
        double most = explained(pieces(ranks, sizes), ranks);
        return most > 0 && explained > 0 ? Math.min(1, Math.sqrt(explained / most)) : 0;
    }

    /** The ranks of each category, in the order of the codes and then of the rows. */
    private static List<double[]> categories(double[] codes, double[] ranks) {
        int[] order = DoubleSort.order(codes);
        List<double[]> categories = new ArrayList<>();
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && codes[order[to]] == codes[order[from]]) {
                to++;
            }
            double[] category = new double[to - from];
            for (int i = from; i < to; i++) {
                category[i - from] = ranks[order[i]];
            }
            categories.add(category);
            from = to;
        }
        return categories;
    }

    /** The ranks in ascending order, cut into pieces of these sizes. */
    private static List<double[]> pieces(double[] ranks, int[] sizes) {
        double[] ascending = Ranking.known(ranks);
        int[] ends = sizes.clone();
        Arrays.parallelPrefix(ends, Integer::sum);
        return IntStream.range(0, sizes.length)
                .mapToObj(k -> Arrays.copyOfRange(ascending, ends[k] - sizes[k], ends[k]))
                .toList();
    }

    /** The share of the variance that groups explain, less what chance would; NaN if nothing varies. */
    private static double explained(List<double[]> groups, double[] ranks) {
        double mean = mean(ranks);
        double all =
                Arrays.stream(ranks).map(rank -> (rank - mean) * (rank - mean)).sum();
        double between = groups.stream()
                .mapToDouble(group -> group.length * (mean(group) - mean) * (mean(group) - mean))
                .sum();
        return 1 - (1 - between / all) * (ranks.length - 1) / (ranks.length - groups.size());
    }

    private static double mean(double[] ranks) {
        return Arrays.stream(ranks).average().orElseThrow();
    }
}
