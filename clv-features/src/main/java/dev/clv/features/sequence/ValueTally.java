package dev.clv.features.sequence;

import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Counts numbers by their size, so that the median and the moments of any curve of them can be told afterwards, to
 * about a thousandth of a number, and to a ten-millionth where there are few different ones. Numbers whose logarithms
 * differ by a thousandth share a count. All sums are of whole numbers, so that the order of counting and merging does
 * not matter. Not thread-safe.
 */
final class ValueTally {

    private static final double BINS_PER_UNIT = 1024;

    /** Above all bins of logarithms of doubles, so that those of positive numbers are positive. */
    private static final int MIDDLE = 1 << 20;

    private static final double FINE = 1 << 24;

    /** By the bin of the logarithm, below 0 for negative numbers: how many, and the sum of their fine logarithms. */
    private final TreeMap<Integer, long[]> bins = new TreeMap<>();

    void add(double value) {
        double logarithm = value == 0 ? 0 : StrictMath.log(Math.abs(value));
        int bin = value == 0 ? 0 : MIDDLE + (int) Math.floor(logarithm * BINS_PER_UNIT);
        add(value < 0 ? -bin : bin, 1, Math.round(logarithm * FINE));
    }

    private void add(int bin, long count, long sum) {
        long[] counts = bins.computeIfAbsent(bin, any -> new long[2]);
        counts[0] += count;
        counts[1] += sum;
    }

    private static double value(int bin, long[] counts) {
        return bin == 0 ? 0 : Math.signum(bin) * StrictMath.exp((double) counts[1] / counts[0] / FINE);
    }

    /** The median of the absolute values of those that are not 0; 1 if there is none. */
    double medianSize() {
        TreeMap<Integer, long[]> sizes = new TreeMap<>();
        long all = 0;
        for (Map.Entry<Integer, long[]> entry : bins.entrySet()) {
            if (entry.getKey() != 0) {
                long[] counts = sizes.computeIfAbsent(Math.abs(entry.getKey()), any -> new long[2]);
                counts[0] += entry.getValue()[0];
                counts[1] += entry.getValue()[1];
                all += entry.getValue()[0];
            }
        }
        long passed = 0;
        for (Map.Entry<Integer, long[]> entry : sizes.entrySet()) {
            passed += entry.getValue()[0];
            if (2 * passed >= all) {
                return value(entry.getKey(), entry.getValue());
            }
        }
        return 1;
    }

    /** The mean of a curve of the numbers; NaN of none. */
    double mean(DoubleUnaryOperator curve) {
        double sum = 0;
        long all = 0;
        for (Map.Entry<Integer, long[]> entry : bins.entrySet()) {
            long count = entry.getValue()[0];
            sum += count * curve.applyAsDouble(value(entry.getKey(), entry.getValue()));
            all += count;
        }
        return sum / all;
    }

    void snapshot(StateWriter out) {
        out.whole(bins.size());
        bins.forEach((bin, counts) -> out.whole(bin).whole(counts[0]).whole(counts[1]));
    }

    void merge(StateReader other) {
        for (int i = other.count(3); i > 0; i--) {
            add((int) other.whole(), other.whole(), other.whole());
        }
    }
}
