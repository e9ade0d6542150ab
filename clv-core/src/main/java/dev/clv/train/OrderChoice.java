package dev.clv.train;

import dev.clv.explain.OrderedTasks;
import dev.clv.features.DoubleSort;
import dev.clv.internal.Ranking;
import dev.clv.internal.TrueOrder;
import dev.clv.value.ResponseOrder;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Chooses the exponent of a {@link ResponseOrder}: of a few, the one whose order of customers whom the networks had not
 * seen is best by the sum of the normalised Gini coefficient, which asks who brings the money, and of Spearman's
 * correlation, which asks who comes before whom.
 */
final class OrderChoice {

    private static final double[] EXPONENTS = {0, 0.25, 0.5, 0.75, 1};

    private OrderChoice() {}

    /**
     * The best exponent.
     *
     * @param values expected of customers whom the networks had not seen (R); not modified
     * @param positives probabilities of a positive value (R); not modified
     * @param labels values (R); not modified
     * @param executor changes no bit of the result
     * @return in [0, 1]; 0, the order of the values themselves, unless another is better
     */
    static double exponent(double[] values, double[] positives, double[] labels, Executor executor) {
        TrueOrder truth = TrueOrder.of(labels);
        List<Double> goodness = OrderedTasks.run(
                EXPONENTS.length, i -> goodness(values, positives, labels, truth, EXPONENTS[i]), executor);
        double best = Double.NEGATIVE_INFINITY;
        double chosen = 0;
        for (int i = 0; i < EXPONENTS.length; i++) {
            if (goodness.get(i) > best) {
                best = goodness.get(i);
                chosen = EXPONENTS[i];
            }
        }
        return chosen;
    }

    private static double goodness(
            double[] values, double[] positives, double[] labels, TrueOrder truth, double exponent) {
        double[] scores = new double[values.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = ResponseOrder.score(values[row], positives[row], exponent);
        }
        int[] order = DoubleSort.order(scores);
        return truth.normalisedGini(Ranking.descending(scores, labels, order))
                + truth.spearmanOfRandomTies(Ranking.ranks(scores, order));
    }
}
