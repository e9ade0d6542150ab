package dev.clv.train;

import dev.clv.internal.Ranking;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
        double[] ranks =
                Ranking.ranks(IntStream.of(rows).mapToDouble(row -> labels[row]).toArray());
        Map<Double, List<Double>> categories = new TreeMap<>(IntStream.range(0, rows.length)
                .boxed()
                .collect(Collectors.groupingBy(
                        i -> codes[rows[i]], Collectors.mapping(i -> ranks[i], Collectors.toList()))));
        int count = categories.size();
        if (count < 2 || rows.length < ROWS_OF_A_CATEGORY * count) {
            return 0;
        }
        int[] sizes = categories.values().stream()
                .sorted(Comparator.comparingDouble(CategoryOrder::mean))
                .mapToInt(List::size)
                .toArray();
        double explained = explained(categories.values().stream().toList(), ranks);
        double most = explained(pieces(ranks, sizes), ranks);
        return most > 0 && explained > 0 ? Math.min(1, Math.sqrt(explained / most)) : 0;
    }

    /** The ranks in ascending order, cut into pieces of these sizes. */
    private static List<List<Double>> pieces(double[] ranks, int[] sizes) {
        List<Double> ascending = Arrays.stream(ranks).sorted().boxed().toList();
        int[] ends = sizes.clone();
        Arrays.parallelPrefix(ends, Integer::sum);
        return IntStream.range(0, sizes.length)
                .mapToObj(k -> ascending.subList(ends[k] - sizes[k], ends[k]))
                .toList();
    }

    /** The share of the variance that groups explain, less what chance would; NaN if nothing varies. */
    private static double explained(List<List<Double>> groups, double[] ranks) {
        double mean = Arrays.stream(ranks).average().orElseThrow();
        double all =
                Arrays.stream(ranks).map(rank -> (rank - mean) * (rank - mean)).sum();
        double between = groups.stream()
                .mapToDouble(group -> group.size() * (mean(group) - mean) * (mean(group) - mean))
                .sum();
        return 1 - (1 - between / all) * (ranks.length - 1) / (ranks.length - groups.size());
    }

    private static double mean(List<Double> ranks) {
        return ranks.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
