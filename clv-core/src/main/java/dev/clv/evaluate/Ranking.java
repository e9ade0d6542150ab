package dev.clv.evaluate;

import java.util.stream.IntStream;

/** Rank arithmetic that averages over ties. n = number of rows; all inputs are finite and not modified. */
final class Ranking {

    private Ranking() {}

    /** Mid-ranks, 1 for the smallest; tied values share the mean of their ranks. a is (n). */
    static double[] ranks(double[] a) {
        int[] order = ascending(a);
        double[] ranks = new double[a.length];
        for (int start = 0; start < a.length; ) {
            int end = endOfTie(a, order, start);
            double midRank = (start + end - 1) / 2.0 + 1;
            for (int i = start; i < end; i++) {
                ranks[order[i]] = midRank;
            }
            start = end;
        }
        return ranks;
    }

    /** Pearson's correlation of two lists of ranks or values; NaN when either is constant. */
    static double correlation(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            double da = a[i] - meanA;
            double db = b[i] - meanB;
            ab += da * db;
            aa += da * da;
            bb += db * db;
        }
        double scale = Math.sqrt(aa * bb);
        return scale > 0 ? ab / scale : Double.NaN;
    }

    /**
     * {@code value} in descending order of {@code by}, each tied group replaced by its mean.
     *
     * @param by (n)
     * @param value (n)
     */
    static double[] descending(double[] by, double[] value) {
        int n = by.length;
        int[] order = ascending(by);
        double[] sorted = new double[n];
        for (int start = 0; start < n; ) {
            int end = endOfTie(by, order, start);
            double sum = 0;
            for (int i = start; i < end; i++) {
                sum += value[order[i]];
            }
            for (int i = start; i < end; i++) {
                sorted[n - 1 - i] = sum / (end - start);
            }
            start = end;
        }
        return sorted;
    }

    /** Sum of the first {@code count} values, a fraction of a value counted in proportion. 0 <= count <= n. */
    static double sumOfFirst(double[] values, double count) {
        int whole = (int) Math.floor(count);
        double sum = 0;
        for (int i = 0; i < whole; i++) {
            sum += values[i];
        }
        return whole < values.length ? sum + (count - whole) * values[whole] : sum;
    }

    static double mean(double[] a) {
        double sum = 0;
        for (double v : a) {
            sum += v;
        }
        return sum / a.length;
    }

    private static int[] ascending(double[] a) {
        return IntStream.range(0, a.length)
                .boxed()
                .sorted((i, j) -> a[i] < a[j] ? -1 : a[i] > a[j] ? 1 : Integer.compare(i, j))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int endOfTie(double[] a, int[] order, int start) {
        int end = start + 1;
        while (end < order.length && a[order[end]] == a[order[start]]) {
            end++;
        }
        return end;
    }
}
