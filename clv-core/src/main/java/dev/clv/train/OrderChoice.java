package dev.clv.train;

import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.value.ResponseOrder;

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
     * @return in [0, 1]; 0, the order of the values themselves, unless another is better
     */
    static double exponent(double[] values, double[] positives, double[] labels) {
        double best = Double.NEGATIVE_INFINITY;
        double chosen = 0;
        for (double exponent : EXPONENTS) {
            double[] scores = new double[values.length];
            for (int row = 0; row < scores.length; row++) {
                scores[row] = ResponseOrder.score(values[row], positives[row], exponent);
            }
            Scores measured = Scores.of(scores, labels);
            double goodness = measured.get(Metric.NGINI) + measured.get(Metric.SPEARMAN_RTB);
            if (goodness > best) {
                best = goodness;
                chosen = exponent;
            }
        }
        return chosen;
    }
}
