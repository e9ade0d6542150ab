package dev.clv.features.btyd;

import dev.clv.features.btyd.internal.Objective;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/**
 * What a likelihood needs of many customers: the different (x, t<sub>x</sub>, T), ascending, each with the number of
 * customers that have it. Sums over it are the same to the bit in whatever order the customers came. Immutable.
 */
final class Sample {

    static final Comparator<PurchaseSummary> ORDER = Comparator.comparingInt(PurchaseSummary::x)
            .thenComparingDouble(PurchaseSummary::tx)
            .thenComparingDouble(PurchaseSummary::T);

    private final int[] x;
    private final double[] tx;
    private final double[] T;
    private final long[] counts;
    private final int size;
    private final long customers;
    private final long purchases;
    private final double weeks;

    Sample(Collection<PurchaseSummary> summaries) {
        if (summaries.isEmpty()) {
            throw new IllegalArgumentException("a fit needs at least one customer who has bought");
        }
        PurchaseSummary[] sorted = summaries.toArray(new PurchaseSummary[0]);
        Arrays.sort(sorted, ORDER);
        x = new int[sorted.length];
        tx = new double[sorted.length];
        T = new double[sorted.length];
        counts = new long[sorted.length];
        int last = -1;
        long bought = 0;
        double observed = 0;
        for (int i = 0; i < sorted.length; i++) {
            PurchaseSummary customer = sorted[i];
            if (i == 0 || ORDER.compare(customer, sorted[i - 1]) != 0) {
                last++;
                x[last] = customer.x();
                tx[last] = customer.tx();
                T[last] = customer.T();
            }
            counts[last]++;
            bought += customer.x();
            observed += customer.T();
        }
        size = last + 1;
        customers = sorted.length;
        purchases = bought;
        weeks = observed;
    }

    long customers() {
        return customers;
    }

    /** The mean T, a scale of durations; 1 if nobody was observed for any time. */
    double meanT() {
        return weeks > 0 ? weeks / customers : 1;
    }

    /**
     * The mean time between two purchases, a scale of its own: all time over all repeat purchases, or over half a
     * purchase if there was none.
     */
    double meanGap() {
        return meanT() * customers / Math.max(purchases, 0.5);
    }

    /** The mean log-likelihood as a function of the logarithms of the parameters. */
    Objective mean(Likelihood likelihood) {
        return (point, gradient) -> {
            double[] parameters = exp(point);
            double[] one = new double[point.length];
            Arrays.fill(gradient, 0);
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += counts[i] * likelihood.of(x[i], tx[i], T[i], parameters, one);
                for (int j = 0; j < one.length; j++) {
                    gradient[j] += counts[i] * one[j];
                }
            }
            for (int j = 0; j < one.length; j++) {
                gradient[j] /= customers;
            }
            return sum / customers;
        };
    }

    static double[] exp(double[] logs) {
        double[] values = new double[logs.length];
        for (int i = 0; i < logs.length; i++) {
            values[i] = StrictMath.exp(logs[i]);
        }
        return values;
    }
}
