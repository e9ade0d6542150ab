package dev.clv.examples.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Divides numbers into four bands of about as many each. */
final class NumberBands {

    private static final int BANDS = 4;

    /** So many different numbers are segments of their own. */
    private static final int FEW = 8;

    private static final MathContext DIGITS = new MathContext(4);

    private NumberBands() {}

    /** Whether there are more different numbers than segments of their own would be read. */
    static boolean areMany(double[] values) {
        return known(values).distinct().limit(FEW + 1L).count() > FEW;
    }

    /**
     * The band of each number, for instance {@code band 2 (20 to below 35)}; fewer bands where many numbers are equal.
     *
     * @param values NaN for a missing one; at least one other
     * @param missing the name of the band of those
     */
    static List<String> of(double[] values, String missing) {
        double[] sorted = known(values).sorted().toArray();
        double[] edges = new double[BANDS - 1];
        Arrays.setAll(edges, i -> rounded(sorted[(i + 1) * sorted.length / BANDS]));
        double[] inner =
                Arrays.stream(edges).distinct().filter(edge -> edge > sorted[0]).toArray();
        return Arrays.stream(values)
                .mapToObj(value -> Double.isNaN(value) ? missing : name(value, inner))
                .toList();
    }

    private static String name(double value, double[] edges) {
        int band = (int) Arrays.stream(edges).filter(edge -> edge <= value).count();
        String range;
        if (edges.length == 0) {
            range = "all";
        } else if (band == 0) {
            range = "below " + text(edges[0]);
        } else if (band == edges.length) {
            range = text(edges[band - 1]) + " or more";
        } else {
            range = text(edges[band - 1]) + " to below " + text(edges[band]);
        }
        return "band " + (band + 1) + " (" + range + ")";
    }

    private static DoubleStream known(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value));
    }

    private static double rounded(double edge) {
        return new BigDecimal(edge).round(DIGITS).doubleValue();
    }

    private static String text(double edge) {
        return BigDecimal.valueOf(edge).stripTrailingZeros().toPlainString();
    }
}
