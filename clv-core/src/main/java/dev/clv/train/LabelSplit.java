package dev.clv.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Whether a feature separates the rows with a positive label from the others, but for one row of each kind or one of a
 * hundred: by its different values, if they are few, or by an interval in which one kind lies and the other does not. A
 * missing value is a value.
 */
final class LabelSplit {

    /** Fewer rows of a kind are separated by chance. */
    private static final int FEWEST = 20;

    /** With fewer rows of each value, chance makes values that have rows of one kind only. */
    private static final int ROWS_OF_A_VALUE = 5;

    private static final int ONE_ERROR_IN = 100;

    /** A look at so many rows spares the others where they are mixed. */
    private static final int LOOK = 1_000;

    private static final double MIXED = 0.05;

    private final double[] values; // ascending, NaN last
    private final boolean[] positive;
    private final int positives;
    private final int negatives;

    private LabelSplit(double[] values, double[] labels, int[] rows) {
        int[] ascending = IntStream.of(rows)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> values[row] + 0.0))
                .mapToInt(Integer::intValue)
                .toArray();
        this.values =
                Arrays.stream(ascending).mapToDouble(row -> values[row] + 0.0).toArray();
        this.positive = new boolean[ascending.length];
        int count = 0;
        for (int i = 0; i < positive.length; i++) {
            positive[i] = labels[ascending[i]] > 0;
            count += positive[i] ? 1 : 0;
        }
        this.positives = count;
        this.negatives = positive.length - count;
    }

    /**
     * @param values one per row; NaN where missing; not modified
     * @param labels in the same order; not modified
     * @param numeric whether the order of values means something
     */
    static boolean isClean(double[] values, double[] labels, boolean numeric) {
        int[] all = IntStream.range(0, values.length).toArray();
        int stride = values.length / LOOK + 1;
        if (stride > 1) {
            int[] some = IntStream.range(0, values.length / stride)
                    .map(i -> i * stride)
                    .toArray();
            LabelSplit look = new LabelSplit(values, labels, some);
            if (!look.isSplit(numeric, MIXED)) {
                return false;
            }
        }
        LabelSplit split = new LabelSplit(values, labels, all);
        return split.positives >= FEWEST && split.negatives >= FEWEST && split.isSplit(numeric, 1.0 / ONE_ERROR_IN);
    }

    private boolean isSplit(boolean numeric, double errors) {
        return byValue(errors) || (numeric && (byInterval(true, errors) || byInterval(false, errors)));
    }

    private boolean isFew(int wrongPositives, int wrongNegatives, double errors) {
        return wrongPositives <= Math.max(1, errors * positives) && wrongNegatives <= Math.max(1, errors * negatives);
    }

    /** Each value is of the kind of most of its rows, in proportion to all of the kind. */
    private boolean byValue(double errors) {
        int different = 0;
        int wrongPositives = 0;
        int wrongNegatives = 0;
        for (int from = 0; from < values.length; ) {
            int to = endOfTie(from);
            int here = positives(from, to);
            boolean isPositive = here * (double) negatives >= (to - from - here) * (double) positives;
            wrongPositives += isPositive ? 0 : here;
            wrongNegatives += isPositive ? to - from - here : 0;
            different++;
            from = to;
        }
        return different * ROWS_OF_A_VALUE <= values.length && isFew(wrongPositives, wrongNegatives, errors);
    }

    /**
     * The interval with the most of one kind over the other, found by the running sum that begins anew where it falls
     * below 0 (Kadane's algorithm).
     *
     * @param inside the kind of the interval, the other being outside
     */
    private boolean byInterval(boolean inside, double errors) {
        double running = 0;
        double best = 0;
        int begin = 0;
        int bestBegin = 0;
        int bestEnd = 0;
        int missingFrom = values.length;
        for (int from = 0; from < values.length; ) {
            int to = endOfTie(from);
            if (Double.isNaN(values[from])) {
                missingFrom = from;
                break;
            }
            running += gain(from, to, inside);
            if (running > best) {
                best = running;
                bestBegin = begin;
                bestEnd = to;
            }
            if (running <= 0) {
                running = 0;
                begin = to;
            }
            from = to;
        }
        int wrongPositives = 0;
        int wrongNegatives = 0;
        boolean missingInside = gain(missingFrom, values.length, inside) > 0;
        for (int i = 0; i < values.length; i++) {
            boolean in = i >= missingFrom ? missingInside : i >= bestBegin && i < bestEnd;
            boolean predicted = in == inside;
            wrongPositives += positive[i] && !predicted ? 1 : 0;
            wrongNegatives += !positive[i] && predicted ? 1 : 0;
        }
        return isFew(wrongPositives, wrongNegatives, errors);
    }

    private double gain(int from, int to, boolean inside) {
        int here = positives(from, to);
        double gain = here / (double) positives - (to - from - here) / (double) negatives;
        return inside ? gain : -gain;
    }

    private int positives(int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += positive[i] ? 1 : 0;
        }
        return count;
    }

    private int endOfTie(int from) {
        int to = from + 1;
        while (to < values.length && Double.compare(values[to], values[from]) == 0) {
            to++;
        }
        return to;
    }
}
