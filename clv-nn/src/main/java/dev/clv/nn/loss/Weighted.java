package dev.clv.nn.loss;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Statistics of weighted labels. */
final class Weighted {

    private Weighted() {}

    static double mean(double[] y, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weights[i] * y[i];
            total += weights[i];
        }
        return sum / total;
    }

    /** The smallest label with at least the share q of the weight at or below it. */
    static double quantile(double[] y, double[] weights, double q) {
        int[] order = IntStream.range(0, y.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> y[i]))
                .mapToInt(i -> i)
                .toArray();
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double below = 0;
        for (int i : order) {
            below += weights[i];
            if (below >= q * total) {
                return y[i];
            }
        }
        return y[order[order.length - 1]];
    }
}
