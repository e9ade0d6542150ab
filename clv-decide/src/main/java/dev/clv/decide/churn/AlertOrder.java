package dev.clv.decide.churn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Customers in falling order of a score, measured with any weights of theirs. Tied ones count in equal fractions. */
final class AlertOrder {

    private final Truth truth;
    private final int[] order;

    /** The last place of each tie, plus one. */
    private final int[] ends;

    /**
     * What came true.
     *
     * @param churned of each customer
     * @param value of each customer
     */
    record Truth(boolean[] churned, double[] value) {}

    /** @param score of each customer, finite */
    AlertOrder(double[] score, Truth truth) {
        this.truth = truth;
        this.order = IntStream.range(0, score.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -score[i]))
                .mapToInt(i -> i)
                .toArray();
        this.ends = IntStream.rangeClosed(1, score.length)
                .filter(end -> end == score.length || score[order[end]] != score[order[end - 1]])
                .toArray();
    }

    /** What is counted from the highest score down, at the end of each tie and at the start. */
    private record Curve(double[] customers, double[] churners, double[] value, double[] staying) {

        private static double at(double[] x, double[] y, double where) {
            int found = Arrays.binarySearch(x, where);
            if (found >= 0) {
                return y[found];
            }
            int above = Math.min(-found - 1, x.length - 1);
            return y[above - 1] + (y[above] - y[above - 1]) * (where - x[above - 1]) / (x[above] - x[above - 1]);
        }
    }

    /** Places of the metrics that {@link #measure} returns; those at budgets come after them. */
    static final int AUC = 0;

    static final int AP = 1;
    static final int AT_BUDGET = 2;
    static final int PRECISION = 0;
    static final int RECALL = 1;
    static final int LIFT = 2;
    static final int VALUE = 3;
    static final int WASTED = 4;
    static final int EACH = 5;

    /**
     * All metrics.
     *
     * @param weights how often each customer counts
     * @param budgets in customers
     * @return AUC, AP, and {@link #EACH} numbers for each budget; NaN where undefined
     */
    double[] measure(int[] weights, int[] budgets) {
        Curve curve = curve(weights);
        int last = ends.length;
        double positives = curve.churners()[last];
        double negatives = curve.customers()[last] - positives;
        double pairs = 0;
        double precision = 0;
        for (int i = 1; i <= last; i++) {
            double hits = curve.churners()[i] - curve.churners()[i - 1];
            double misses = curve.customers()[i] - curve.customers()[i - 1] - hits;
            pairs += misses * (curve.churners()[i] + curve.churners()[i - 1]) / 2;
            precision += hits == 0 ? 0 : hits * curve.churners()[i] / curve.customers()[i];
        }
        double[] metrics = new double[AT_BUDGET + EACH * budgets.length];
        metrics[AUC] = pairs / (positives * negatives);
        metrics[AP] = precision / positives;
        for (int b = 0; b < budgets.length; b++) {
            double hits = Curve.at(curve.customers(), curve.churners(), budgets[b]);
            int from = AT_BUDGET + EACH * b;
            metrics[from + PRECISION] = hits / budgets[b];
            metrics[from + RECALL] = hits / positives;
            metrics[from + LIFT] = hits / budgets[b] / positives * curve.customers()[last];
            metrics[from + VALUE] = Curve.at(curve.customers(), curve.value(), budgets[b]) / curve.value()[last];
            metrics[from + WASTED] = Curve.at(curve.customers(), curve.staying(), budgets[b]) / curve.staying()[last];
        }
        return metrics;
    }

    private Curve curve(int[] weights) {
        int points = ends.length + 1;
        Curve curve = new Curve(new double[points], new double[points], new double[points], new double[points]);
        double customers = 0;
        double churners = 0;
        double value = 0;
        double staying = 0;
        int next = 0;
        for (int tie = 0; tie < ends.length; tie++) {
            for (; next < ends[tie]; next++) {
                int customer = order[next];
                int weight = weights[customer];
                customers += weight;
                if (truth.churned()[customer]) {
                    churners += weight;
                    value += weight * truth.value()[customer];
                } else {
                    staying += weight * truth.value()[customer];
                }
            }
            curve.customers()[tie + 1] = customers;
            curve.churners()[tie + 1] = churners;
            curve.value()[tie + 1] = value;
            curve.staying()[tie + 1] = staying;
        }
        return curve;
    }
}
